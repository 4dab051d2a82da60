package passerelle.capture.print;

/** What a TCP segment carries, told by its ports. */
final class TcpApplications {
  private TcpApplications() {}

  static void print(Dissection d, int source, int destination, int at, int length) {
    if (either(25, source, destination)) {
      TextProtocol.SMTP.print(d, at, length);
    } else if (either(80, source, destination) || either(8080, source, destination)) {
      TextProtocol.HTTP.print(d, at, length);
    } else if (either(554, source, destination) || either(8554, source, destination)) {
      TextProtocol.RTSP.print(d, at, length);
    } else if (either(53, source, destination)) {
      d.print(" ");
      DnsPrinter.printOverTcp(d, at, length);
    } else if (either(21, source, destination)) {
      TextProtocol.FTP.print(d, at, length);
    } else if (either(6379, source, destination)) {
      RespPrinter.print(d, at, length);
    } else if (either(22, source, destination)) {
      TextProtocol.printSshVersion(d, at, length);
    }
  }

  private static boolean either(int port, int source, int destination) {
    return source == port || destination == port;
  }
}

package passerelle.sim.userland.http;

import java.util.Optional;
import passerelle.sim.userland.net.Getopt;

/** What GNU's and BusyBox's wget ask a server for. */
final class WgetRequest {
  private WgetRequest() {}

  /**
   * The request, with what is posted.
   *
   * @param target path and query; of a proxy, which passes it on, the whole address
   * @param head whether only the head of the answer is wanted
   * @param fields the fields that come first, each with its end of line
   */
  static String of(Getopt getopt, boolean head, String target, String fields) {
    Optional<String> data = getopt.value("post-data");
    StringBuilder out = new StringBuilder();
    out.append(head ? "HEAD " : data.isPresent() ? "POST " : "GET ")
        .append(target)
        .append(" HTTP/1.1\r\n")
        .append(fields);
    getopt.options().stream()
        .filter(o -> o.name().equals("header"))
        .forEach(o -> out.append(o.value()).append("\r\n"));
    data.ifPresent(
        d ->
            out.append("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ")
                .append(d.length())
                .append("\r\n"));
    return out.append("\r\n").append(data.orElse("")).toString();
  }
}

package passerelle.network;

/**
 * A wish to publish a port of a container ({@code -p}).
 *
 * @param containerPort the container's port, 1..65535
 * @param protocol {@code tcp}, {@code udp} or {@code sctp}
 * @param hostAddress the host's address, empty for all
 * @param hostPort a port, a range {@code 9100-9105} to choose from, or empty for any
 */
public record PortBinding(int containerPort, String protocol, String hostAddress, String hostPort) {

  /** {@code 80/tcp}. */
  public String containerPortText() {
    return containerPort + "/" + protocol;
  }

  /** The lowest host port that will do; 0 for any. */
  public int firstHostPort() {
    return hostPort.isEmpty() ? 0 : Integer.parseInt(hostPort.split("-")[0]);
  }

  /** The highest host port that will do; 0 for any. */
  public int lastHostPort() {
    return hostPort.isEmpty()
        ? 0
        : Integer.parseInt(hostPort.split("-")[hostPort.indexOf('-') < 0 ? 0 : 1]);
  }
}

package passerelle.network;

import passerelle.addr.IpAddress;

/**
 * A published port as it is in force.
 *
 * @param protocol {@code tcp} or {@code udp}
 * @param containerAddress where it leads
 * @param containerPort the port there
 * @param hostAddress the host's address that it is published on; unspecified for all
 * @param hostPort the port there; 0 on a routed network, where the container's own port is opened
 */
public record PortMapping(
    String protocol,
    IpAddress containerAddress,
    int containerPort,
    IpAddress hostAddress,
    int hostPort) {

  /** A port of the host leads to it. */
  public boolean isTranslated() {
    return hostPort != 0;
  }

  /** The port of the host as inspect and port show it. */
  public String hostPortText() {
    return hostPort == 0 ? "" : String.valueOf(hostPort);
  }

  /** {@code 80/tcp}, the key of inspect's Ports. */
  public String containerPortText() {
    return containerPort + "/" + protocol;
  }

  /** {@code 0.0.0.0:8080} or {@code [::]:8080}. */
  public String hostText() {
    String address = hostAddress.toString();
    return (address.indexOf(':') >= 0 ? "[" + address + "]" : address) + ":" + hostPortText();
  }

  /** As libnetwork's errors name a binding: {@code 0.0.0.0:8085:172.17.0.3:80/tcp}. */
  @Override
  public String toString() {
    return "%s:%s:%s/%s".formatted(hostText(), containerAddress, containerPort, protocol);
  }
}

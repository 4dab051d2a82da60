package passerelle.engine;

import java.util.List;
import java.util.Optional;
import passerelle.network.Endpoint;
import passerelle.network.EndpointSpec;

/** A network of a container: how it is to be connected, and the endpoint while it runs. */
public final class Attachment {
  private final EndpointSpec spec;
  private String networkId;
  private Optional<Endpoint> endpoint = Optional.empty();
  private boolean spelledOut;
  private List<String> formerNames = List.of();

  /**
   * A network of a container that does not run.
   *
   * @param networkId empty until it is connected for the first time
   */
  public Attachment(EndpointSpec spec, String networkId) {
    this.spec = spec;
    this.networkId = networkId;
  }

  public EndpointSpec spec() {
    return spec;
  }

  /** Id of the network to which it was connected last, whether that still exists or not. */
  public String networkId() {
    return networkId;
  }

  /**
   * Its wishes were all told, those too that wish nothing, as {@code docker network connect} does.
   */
  public Attachment spelledOut() {
    spelledOut = true;
    return this;
  }

  /** Lists of wishes that are empty are there all the same. */
  public boolean isSpelledOut() {
    return spelledOut;
  }

  public Optional<Endpoint> endpoint() {
    return endpoint;
  }

  /** By which names the container is found there, was when it was connected last, or will be. */
  public List<String> dnsNames() {
    return endpoint.map(Endpoint::dnsNames).orElse(formerNames);
  }

  /** By which names the container will be found there. */
  public void named(List<String> names) {
    formerNames = names;
  }

  public void connected(Endpoint other) {
    endpoint = Optional.of(other);
    networkId = other.network().id();
  }

  public void disconnected() {
    formerNames = dnsNames();
    endpoint = Optional.empty();
  }
}

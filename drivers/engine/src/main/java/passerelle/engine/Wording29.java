package passerelle.engine;

import java.util.List;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.image.ImageReference;
import passerelle.network.Network;

/** Engine 29.1: as 28.5 but for what stands here. */
final class Wording29 extends Wording28 {
  @Override
  public EngineVersion version() {
    return EngineVersion.V29_1;
  }

  /** The image store of containerd asks for no options. */
  @Override
  public Optional<String> storageRefused(List<String> options) {
    return Optional.empty();
  }

  /** Subnets that the engine chose will do, too. */
  @Override
  public Optional<String> addressRefused(String text, Network network) {
    boolean inside =
        Family.IPV4
            .parse(text)
            .filter(address -> network.subnetOf(address).isPresent())
            .isPresent();
    return inside ? Optional.empty() : Optional.of(addressOutside(text));
  }

  @Override
  public String addressOutside(String text) {
    return "no configured subnet contains IP address " + text;
  }

  private static String unresolved(ImageReference reference, String why) {
    return "failed to resolve reference \"" + reference.full() + "\": " + why;
  }

  @Override
  public String registryUnreachable(ImageReference reference, String why) {
    String part = reference.digest().isEmpty() ? reference.tag() : reference.digest();
    String address =
        ImageReference.scheme(reference.server())
            + reference.server()
            + "/v2/"
            + reference.path()
            + "/manifests/"
            + part;
    return unresolved(reference, "failed to do request: Head \"" + address + "\": " + why);
  }

  @Override
  public String noSuchRepository(ImageReference reference) {
    return unresolved(
        reference,
        "pull access denied, repository does not exist or may require authorization: server"
            + " message: insufficient_scope: authorization failed");
  }
}

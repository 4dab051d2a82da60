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
    return inside ? Optional.empty() : Optional.of(says(Phrase.ADDRESS_OUTSIDE, text));
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
    return "failed to resolve reference \""
        + (reference.full() + "\": failed to do request: Head \"" + address + "\": " + why);
  }
}

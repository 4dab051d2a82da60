package passerelle.cli.expect;

import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;

/**
 * Whoever is asked sees a certain source.
 *
 * @param source an address, or {@code @NAME}
 */
record SawExpectation(Aim aim, String source) implements Expectation {
  @Override
  public Optional<Unmet> unmet(Scene scene) {
    Optional<IpAddress> expected =
        source.startsWith("@")
            ? scene.address(source.substring(1), aim.from())
            : Family.IPV4.parse(source);
    String told =
        scene.text(
            "saw.wanted",
            aim.from(),
            aim.target(),
            expected.map(IpAddress::toString).orElse(source));
    if (scene.place(aim.from()).isEmpty()) {
      return Optional.of(scene.nowhere(told, aim.from()));
    }
    Walk walk = Walk.of(aim, scene);
    Optional<IpAddress> seen = walk.source();
    if (seen.isPresent() && seen.equals(expected)) {
      return Optional.empty();
    }
    return Optional.of(
        new Unmet(
            told,
            seen.map(address -> scene.text("saw.other", address))
                .orElseGet(() -> scene.text("saw.nobody")),
            scene.why(aim)));
  }
}

package passerelle.cli.expect;

import java.util.Optional;
import passerelle.addr.Ipv4Address;

/**
 * Whoever is asked sees a certain source.
 *
 * @param source an address, or {@code @NAME}
 */
record SawExpectation(Aim aim, String source) implements Expectation {
  @Override
  public Optional<Unmet> unmet(Scene scene) {
    Optional<Ipv4Address> expected =
        source.startsWith("@")
            ? scene.address(source.substring(1), aim.from())
            : Ipv4Address.parse(source);
    String told =
        scene.text(
            "saw.wanted",
            aim.from(),
            aim.target(),
            expected.map(Ipv4Address::toString).orElse(source));
    if (scene.place(aim.from()).isEmpty()) {
      return Optional.of(new Unmet(told, scene.text("place.missing", aim.from())));
    }
    Walk walk = Walk.of(aim, scene);
    Optional<Ipv4Address> seen = walk.source();
    if (seen.isPresent() && seen.equals(expected)) {
      return Optional.empty();
    }
    return Optional.of(
        new Unmet(
            told,
            seen.map(address -> scene.text("saw.other", address))
                .orElseGet(() -> scene.text("saw.nobody")),
            walk.end() == Aim.End.ANSWERED ? Optional.empty() : scene.why(aim)));
  }
}

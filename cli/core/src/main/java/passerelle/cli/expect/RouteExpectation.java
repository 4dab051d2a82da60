package passerelle.cli.expect;

import java.util.List;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.IpPrefix;
import passerelle.kernel.NetnsSnapshot;
import passerelle.kernel.op.RouteSpec;

/**
 * A route of the table main is there.
 *
 * @param whole whether all that it holds has to take it, none of it a longer prefix
 */
record RouteExpectation(
    String place, IpPrefix prefix, Optional<IpAddress> via, Optional<String> device, boolean whole)
    implements Expectation {

  static RouteExpectation read(WordReader words) throws ExpectException {
    String place = words.next("PLACE");
    IpPrefix prefix = words.prefix();
    Optional<IpAddress> via = Optional.empty();
    Optional<String> device = Optional.empty();
    boolean whole = false;
    while (words.hasNext()) {
      String word = words.next("via, dev, whole");
      if (word.equals("via")) {
        via = Optional.of(words.prefix().network());
      } else if (word.equals("dev")) {
        device = Optional.of(words.next("DEVICE"));
      } else if (word.equals("whole")) {
        whole = true;
      } else {
        throw words.wrong("fact", word, "via, dev, whole");
      }
    }
    return new RouteExpectation(place, prefix, via, device, whole);
  }

  @Override
  public Optional<Unmet> unmet(Scene scene) {
    Optional<NetnsSnapshot> snapshot = scene.place(place);
    if (snapshot.isEmpty()) {
      return Optional.of(scene.nowhere(wanted(scene), place));
    }
    List<RouteSpec> routes =
        snapshot.get().routes().stream()
            .filter(r -> r.table() == RouteSpec.MAIN && r.destination().equals(prefix))
            .toList();
    if (routes.stream().anyMatch(this::isIt)) {
      return whole ? partly(scene, snapshot.get()) : Optional.empty();
    }
    String there = scene.list(routes.stream().map(RouteSpec::toString).toList());
    String otherwise =
        routes.isEmpty() ? scene.text("route.none") : scene.text("route.other", there);
    return Optional.of(new Unmet(wanted(scene), otherwise));
  }

  /** Unmet where a longer prefix takes some of what the route holds. */
  private Optional<Unmet> partly(Scene scene, NetnsSnapshot there) {
    return there.routes().stream()
        .filter(r -> r.table() == RouteSpec.MAIN && isWithin(r.destination()))
        .findFirst()
        .map(r -> new Unmet(wanted(scene), scene.text("route.part", r)));
  }

  private boolean isWithin(IpPrefix other) {
    return other.length() > prefix.length() && prefix.contains(other.network());
  }

  /** No such route is there. */
  Expectation no() {
    return scene ->
        scene.place(place).stream()
            .flatMap(s -> s.routes().stream())
            .filter(r -> r.table() == RouteSpec.MAIN && r.destination().equals(prefix))
            .filter(this::isIt)
            .findFirst()
            .map(r -> new Unmet(wanted(scene, "route.no"), scene.text("there", r)));
  }

  private boolean isIt(RouteSpec route) {
    return (via.isEmpty() || route.gateway().equals(via))
        && (device.isEmpty() || route.device().equals(device));
  }

  private String wanted(Scene scene) {
    return wanted(scene, whole ? "route.whole" : "route.wanted");
  }

  private String wanted(Scene scene, String key) {
    String to = prefix.length() == 0 ? "default" : prefix.toString();
    String by = via.map(a -> " via " + a).orElse("") + device.map(d -> " dev " + d).orElse("");
    return scene.text(key, place, to + by);
  }
}

package passerelle.cli.expect;

import java.util.List;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.cli.lab.Sites;

/**
 * A name is known where it is looked up.
 *
 * @param address to which it leads, an address or {@code @NAME}; empty for any
 */
record ResolvesExpectation(String from, String name, Optional<String> address)
    implements Expectation {
  static ResolvesExpectation read(WordReader words) throws ExpectException {
    String from = words.next("FROM");
    String name = words.next("NAME");
    return new ResolvesExpectation(
        from, name, words.hasNext() ? Optional.of(words.next("ADDRESS")) : Optional.empty());
  }

  @Override
  public Optional<Unmet> unmet(Scene scene) {
    Optional<Sites.Site> site = new Sites(scene.trial()).find(from);
    if (site.isEmpty()) {
      return Optional.of(new Unmet(wanted(scene), scene.text("place.missing", from)));
    }
    List<IpAddress> found = found(site.get(), scene);
    return isMeant(found, scene)
        ? Optional.empty()
        : Optional.of(new Unmet(wanted(scene), told(found, scene)));
  }

  /** The name is unknown there; where an address is told, it is another one's. */
  Expectation no() {
    return scene -> {
      Optional<Sites.Site> site = new Sites(scene.trial()).find(from);
      String wanted = wanted(scene, ".no");
      if (site.isEmpty()) {
        return Optional.of(new Unmet(wanted, scene.text("place.missing", from)));
      }
      List<IpAddress> found = found(site.get(), scene);
      return isMeant(found, scene)
          ? Optional.of(new Unmet(wanted, told(found, scene)))
          : Optional.empty();
    };
  }

  private boolean isMeant(List<IpAddress> found, Scene scene) {
    return address.isEmpty()
        ? !found.isEmpty()
        : expected(scene).filter(found::contains).isPresent();
  }

  private List<IpAddress> found(Sites.Site site, Scene scene) {
    return scene.trial().lookup(site, name).addresses();
  }

  private Optional<IpAddress> expected(Scene scene) {
    return address.flatMap(
        text ->
            text.startsWith("@")
                ? scene.address(text.substring(1), from)
                : Family.IPV4.parse(text));
  }

  private String wanted(Scene scene) {
    return wanted(scene, "");
  }

  private String wanted(Scene scene, String no) {
    Optional<String> at = expected(scene).map(IpAddress::toString).or(() -> address);
    return scene.text(
        "resolves.wanted" + (at.isEmpty() ? "" : ".at") + no, from, name, at.orElse(""));
  }

  private String told(List<IpAddress> found, Scene scene) {
    return found.isEmpty()
        ? scene.text("reach.unknown", from, name)
        : scene.text("resolves.other", scene.list(found.stream().map(Object::toString).toList()));
  }
}

package passerelle.cli.expect;

import java.util.List;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.cli.lab.Sites;

/**
 * A name is known where it is looked up.
 *
 * @param only it leads nowhere else
 * @param to where it leads, addresses or {@code @NAME}; empty for anywhere
 */
record ResolvesExpectation(String from, String name, boolean only, List<String> to)
    implements Expectation {
  static ResolvesExpectation read(WordReader words) throws ExpectException {
    String from = words.next("FROM");
    String name = words.next("NAME");
    boolean only = words.skips("only");
    return new ResolvesExpectation(from, name, only, words.rest());
  }

  @Override
  public Optional<Unmet> unmet(Scene scene) {
    Optional<Sites.Site> site = new Sites(scene.trial()).find(from);
    if (site.isEmpty()) {
      return Optional.of(scene.nowhere(wanted(scene), from));
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
        return Optional.of(scene.nowhere(wanted, from));
      }
      List<IpAddress> found = found(site.get(), scene);
      return isMeant(found, scene)
          ? Optional.of(new Unmet(wanted, told(found, scene)))
          : Optional.empty();
    };
  }

  private boolean isMeant(List<IpAddress> found, Scene scene) {
    List<IpAddress> expected = to.stream().flatMap(text -> expected(text, scene).stream()).toList();
    return !found.isEmpty()
        && expected.size() == to.size()
        && found.containsAll(expected)
        && (!only || expected.containsAll(found));
  }

  private List<IpAddress> found(Sites.Site site, Scene scene) {
    return scene.trial().lookup(site, name).addresses();
  }

  private Optional<IpAddress> expected(String text, Scene scene) {
    return text.startsWith("@") ? scene.address(text.substring(1), from) : Family.IPV4.parse(text);
  }

  private String wanted(Scene scene) {
    return wanted(scene, "");
  }

  private String wanted(Scene scene, String no) {
    List<String> at =
        to.stream()
            .map(text -> expected(text, scene).map(IpAddress::toString).orElse(text))
            .toList();
    String how = at.isEmpty() ? "" : only ? ".only" : ".at";
    return scene.text("resolves.wanted" + how + no, from, name, scene.list(at));
  }

  private String told(List<IpAddress> found, Scene scene) {
    return found.isEmpty()
        ? scene.text("reach.unknown", from, name)
        : scene.text("resolves.other", scene.list(found.stream().map(Object::toString).toList()));
  }
}

package passerelle.cli.expect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import passerelle.engine.Container;
import passerelle.kernel.LinkView;
import passerelle.kernel.NetnsSnapshot;
import passerelle.network.Network;
import passerelle.text.Messages;

/** Reads expectations, and says what is otherwise. */
public final class Expect {
  private static final String FORMS =
      "reach, refused, silent, unreachable, stopped, saw, path, fetched, resolves, container,"
          + " network, rule, device, route, netns, sysctl; no container, network, rule, device,"
          + " route, netns, resolves, reach";

  /** The forms that look at a lab, and try nothing. */
  private static final Set<String> AS_IT_IS =
      Set.of("container", "network", "device", "rule", "route", "netns", "sysctl");

  private static final Optional<String> NONE = Optional.empty();

  private final WordReader words;

  private Expect(List<String> words, Messages messages) {
    this.words = new WordReader(words, messages);
  }

  /**
   * Looks whether an expectation is true.
   *
   * @param words of it, {@code expect} left out
   * @return what was expected and what is, and why where {@code why} knows; empty when it is true
   * @throws ExpectException when it cannot be read
   */
  public static Optional<String> otherwise(List<String> words, Scene scene, Messages messages)
      throws ExpectException {
    Expectation expectation = new Expect(words, messages).read();
    Optional<Expectation.Unmet> otherwise = expectation.unmet(scene);
    scene.goOn();
    return otherwise.map(
        unmet ->
            messages.get("expect.unmet", unmet.wanted(), unmet.found())
                + unmet
                    .reason()
                    .or(() -> hasAuthor(words) ? since(expectation, scene) : NONE)
                    .map(reason -> "\n" + reason)
                    .orElse(""));
  }

  /** Whether an expectation is true. */
  public static boolean isMet(List<String> words, Scene scene, Messages messages)
      throws ExpectException {
    return new Expect(words, messages).read().unmet(scene).isEmpty();
  }

  /** Whether one command may have made it so: what is there of many is nobody's doing. */
  private static boolean hasAuthor(List<String> words) {
    return AS_IT_IS.contains(words.get(words.get(0).equals("no") ? 1 : 0))
        && !words.contains("any");
  }

  /** Who has changed what was as expected, or else has made what is there as it is. */
  private static Optional<String> since(Expectation expectation, Scene scene) {
    Optional<String> found = expectation.unmet(scene).map(Expectation.Unmet::found);
    boolean there = !(expectation instanceof Things<?> things) || things.isThere(scene);
    return scene
        .until(lab -> expectation.unmet(lab).isEmpty())
        .or(
            () ->
                there
                    ? scene.since(
                        lab ->
                            expectation
                                .unmets(lab)
                                .anyMatch(u -> found.equals(Optional.of(u.found()))))
                    : NONE);
  }

  /**
   * Reads an expectation, and looks at nothing.
   *
   * @param words of it, {@code expect} left out
   * @throws ExpectException when it cannot be read
   */
  public static void readable(List<String> words, Messages messages) throws ExpectException {
    new Expect(words, messages).read();
  }

  private Expectation read() throws ExpectException {
    boolean no = words.skips("no");
    String form = words.next(FORMS);
    Expectation read =
        switch (form) {
          case "container" -> named(no, containers());
          case "network" -> named(no, networks());
          case "device" -> named(no, devices(words.next("PLACE")));
          case "rule" -> {
            RuleExpectation rule = RuleExpectation.read(words);
            yield no ? rule.no() : rule;
          }
          case "route" -> {
            RouteExpectation route = RouteExpectation.read(words);
            yield no ? route.no() : route;
          }
          case "resolves" -> {
            ResolvesExpectation resolves = ResolvesExpectation.read(words);
            yield no ? resolves.no() : resolves;
          }
          case "reach" -> {
            ReachExpectation reach = new ReachExpectation(Aim.read(words), Aim.End.ANSWERED);
            yield no ? reach.no() : reach;
          }
          case "netns" -> netns(no, words.next("NAME"));
          default -> {
            if (no) {
              throw words.wrong("fact", form, FORMS);
            }
            yield tried(form);
          }
        };
    words.end();
    return read;
  }

  private Expectation tried(String form) throws ExpectException {
    return switch (form) {
      case "refused" -> new ReachExpectation(Aim.read(words), Aim.End.REFUSED);
      case "silent" -> new ReachExpectation(Aim.read(words), Aim.End.SILENT);
      case "unreachable" -> new ReachExpectation(Aim.read(words), Aim.End.UNREACHABLE);
      case "stopped" -> StoppedExpectation.read(words);
      case "saw" -> new SawExpectation(Aim.read(words), words.next("SOURCE"));
      case "path" -> PathExpectation.read(words);
      case "fetched" -> FetchedExpectation.read(words);
      case "sysctl" -> sysctl(words.next("PLACE"), words.next("KEY"), words.next("VALUE"));
      default -> throw words.wrong("fact", form, FORMS);
    };
  }

  private static <T> Expectation named(boolean no, Things<T> things) {
    return no ? things.no() : things;
  }

  private Things<Container> containers() throws ExpectException {
    String name = words.next("NAME");
    List<Fact<Container>> facts = new ArrayList<>();
    while (words.hasNext()) {
      facts.add(ContainerFacts.read(words));
    }
    return new Things<>(
        "container",
        Optional.empty(),
        name,
        scene -> scene.lab().engines().containers(),
        Container::name,
        facts);
  }

  private Things<Network> networks() throws ExpectException {
    String name = words.next("NAME");
    List<Fact<Network>> facts = new ArrayList<>();
    while (words.hasNext()) {
      facts.add(NetworkFacts.read(words));
    }
    return new Things<>(
        "network",
        Optional.empty(),
        name,
        scene -> scene.lab().engine().networks(),
        Network::name,
        facts);
  }

  private Things<LinkView> devices(String place) throws ExpectException {
    String name = words.next("DEVICE");
    List<Fact<LinkView>> facts = new ArrayList<>();
    while (words.hasNext()) {
      facts.add(DeviceFacts.read(words));
    }
    return new Things<>(
        "device",
        Optional.of(place),
        name,
        scene -> scene.place(place).map(NetnsSnapshot::links).orElse(List.of()),
        LinkView::name,
        facts);
  }

  private static Expectation netns(boolean no, String name) {
    return scene -> {
      boolean there = scene.isMadeByHand(name);
      if (there != no) {
        return Optional.empty();
      }
      return Optional.of(
          new Expectation.Unmet(
              scene.text(no ? "netns.no" : "netns.wanted", name),
              there ? scene.text("there", name) : scene.text("netns.missing")));
    };
  }

  private static Expectation sysctl(String place, String key, String value) {
    return scene -> {
      Optional<String> actual = scene.place(place).map(s -> s.sysctls().get(key));
      return actual.filter(value::equals).isPresent()
          ? Optional.empty()
          : Optional.of(
              new Expectation.Unmet(
                  scene.text("sysctl.wanted", key, value, place),
                  scene.text("found.value", actual.orElse("-"))));
    };
  }
}

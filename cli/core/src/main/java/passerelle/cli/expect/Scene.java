package passerelle.cli.expect;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import passerelle.addr.IpAddress;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.Sites;
import passerelle.cli.why.Reason;
import passerelle.cli.why.question.Question;
import passerelle.engine.Container;
import passerelle.kernel.NetnsSnapshot;
import passerelle.lab.LabTopology;
import passerelle.network.Endpoint;
import passerelle.network.Network;
import passerelle.scenarios.replay.LabException;
import passerelle.text.Messages;

/**
 * A lab of which something is expected. It is looked at as it is; what has to be tried is tried in
 * a copy, which is made when it is first needed. On the real kernel, of which there is no copy, it
 * is tried in the lab itself.
 */
public final class Scene implements AutoCloseable {
  private final Lab lab;
  private final Messages messages;
  private final boolean disposable;
  private final int begun;
  private Optional<Lab> copy = Optional.empty();

  /** Tells whether the copy is still what it was in all that lasts. */
  private Predicate<Lab> alike = lab -> true;

  private boolean tried;

  /**
   * A lab to be looked at.
   *
   * @param messages in the language of the answers
   */
  public Scene(Lab lab, Messages messages) {
    this(lab, messages, false, 0);
  }

  /**
   * The same where some deeds are not what is asked about: they have led to where somebody begins.
   *
   * @param begun so many
   */
  public Scene(Lab lab, Messages messages, int begun) {
    this(lab, messages, false, begun);
  }

  private Scene(Lab lab, Messages messages, boolean disposable, int begun) {
    this.lab = lab;
    this.messages = messages;
    this.disposable = disposable;
    this.begun = begun;
  }

  /**
   * A lab that nobody needs any more: what has to be tried is tried in itself, and since when
   * something is so is not asked, which takes other labs.
   */
  public static Scene ofDisposable(Lab lab, Messages messages) {
    return new Scene(lab, messages, true, 0);
  }

  Lab lab() {
    return lab;
  }

  String text(String key, Object... args) {
    return messages.get("expect." + key, args);
  }

  /** Where something can be tried. */
  public Lab trial() {
    if (disposable || !lab.isSimulated()) {
      return lab;
    }
    if (copy.isEmpty()) {
      try {
        copy = Optional.of(lab.another(lab.recipe().unwatched()));
        alike = copy.get().likeness();
      } catch (LabException impossible) {
        throw new IllegalStateException(impossible.getMessage(), impossible);
      }
    }
    tried = true;
    return copy.get();
  }

  /**
   * An expectation was looked at. Where it has used up something, such as a server that answers
   * once, the next one tries in another copy.
   */
  void goOn() {
    if (tried && copy.isPresent() && !alike.test(copy.get())) {
      close();
    }
    tried = false;
  }

  /** What was tried in the copy is not to be seen by what is tried next. */
  public void forgetTrial() {
    close();
  }

  /** There is no such place; where it is a container that does not run, why that is so. */
  Expectation.Unmet nowhere(String wanted, String place) {
    return new Expectation.Unmet(
        wanted, text("place.missing", place), container(place).flatMap(this::whyNotRunning));
  }

  /** Why a container does not run; empty where it does. */
  Optional<String> whyNotRunning(Container container) {
    return container.isRunning()
        ? Optional.empty()
        : why(new Aim(LabTopology.HOST, container.name(), Optional.empty()));
  }

  /** Why something does not answer, or which way it does; empty where nobody knows. */
  Optional<String> why(Aim aim) {
    String host =
        aim.host().startsWith("@")
            ? aim.address(this).map(IpAddress::toString).orElse("")
            : aim.host();
    try {
      Optional<Question> question = Question.of(aim.from(), List.of(aim.target(host)));
      return question.isEmpty()
          ? Optional.empty()
          : Reason.of(lab, question.get(), messages.language());
    } catch (LabException impossible) {
      return Optional.empty();
    }
  }

  /** The command since which something is so no more; empty where it never was, or always is. */
  Optional<String> until(Predicate<Scene> fact) {
    return sinceIn(there -> !test(fact, there));
  }

  /** The command since which something is so; empty where it was so from the beginning. */
  Optional<String> since(Predicate<Scene> fact) {
    return sinceIn(there -> test(fact, there));
  }

  private Optional<String> sinceIn(Predicate<Lab> fact) {
    return disposable ? Optional.empty() : Reason.since(lab, fact, begun, messages.language());
  }

  private boolean test(Predicate<Scene> fact, Lab there) {
    try (Scene scene = new Scene(there, messages)) {
      return fact.test(scene);
    }
  }

  /** The container of a name, running or not. */
  Optional<Container> container(String name) {
    return lab.engines().find(name);
  }

  Optional<Network> network(String name) {
    return lab.engine().networks().stream()
        .filter(n -> n.name().equals(name) || n.id().equals(name))
        .findFirst();
  }

  /** A machine, a running container, or a namespace that somebody made. */
  Optional<NetnsSnapshot> place(String name) {
    return new Sites(lab).find(name).map(Sites.Site::netns).map(lab.kernel().view()::snapshot);
  }

  /** Whether a name is one of a namespace that somebody made by hand. */
  boolean isMadeByHand(String name) {
    return new Sites(lab).find(name).filter(Sites.Site::isMadeByHand).isPresent();
  }

  /** The address of a container on a network that another one is on, too, else its first one. */
  Optional<IpAddress> address(String name, String seenFrom) {
    Optional<Container> target = container(name);
    if (lab.machines().contains(name) || target.isEmpty()) {
      return new Sites(lab).address(name);
    }
    Optional<Container> asker = container(seenFrom);
    return target
        .flatMap(Container::sandbox)
        .flatMap(
            sandbox ->
                sandbox.endpoints().stream()
                    .filter(e -> asker.isPresent() && isOn(asker.get(), e.network()))
                    .findFirst()
                    .or(() -> sandbox.endpoints().stream().findFirst()))
        .flatMap(Endpoint::address)
        .or(() -> new Sites(lab).address(LabTopology.HOST).filter(a -> isOnHost(target.get())));
  }

  private static boolean isOn(Container container, Network network) {
    return container.sandbox().stream()
        .flatMap(s -> s.endpoints().stream())
        .anyMatch(e -> e.network().id().equals(network.id()));
  }

  private static boolean isOnHost(Container container) {
    return container.isRunning() && container.spec().networkMode().equals("host");
  }

  /** Names, or "none" in the language of the answers. */
  String list(Iterable<String> names) {
    String joined = String.join(", ", names);
    return joined.isEmpty() ? text("none") : joined;
  }

  @Override
  public void close() {
    copy.ifPresent(Lab::close);
    copy = Optional.empty();
  }
}

package passerelle.cli.why.typed;

import java.util.List;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.Sites;
import passerelle.cli.why.question.Destination;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.question.Question;
import passerelle.engine.Container;
import passerelle.lab.LabTopology;

/**
 * What the last command wanted, as far as its words tell: nothing is sent for it.
 *
 * @param lab in which it was typed
 * @param question what it asked for
 */
public record Errand(Lab lab, Question question) {
  /** Of the last command, where that asks for something. */
  public static Optional<Errand> last(Lab lab) {
    return lab.history().stream()
        .reduce((first, last) -> last)
        .flatMap(last -> Words.of(last).question(lab, Optional.empty()))
        .map(question -> new Errand(lab, question));
  }

  /** The same, where it has failed. */
  public static Optional<Errand> failed(Lab lab) {
    return last(lab).filter(errand -> Typing.hasFailed(Typing.last(lab)));
  }

  /** Whether the last command has failed, and may have done so for what is asked from a place. */
  public static boolean mayHaveFailed(Lab lab, String from) {
    return !lab.history().isEmpty()
        && Typing.hasFailed(Typing.last(lab))
        && (from.equals(LabTopology.HOST)
            || last(lab).filter(errand -> !errand.isFrom(from)).isEmpty());
  }

  private boolean isFrom(String place) {
    Sites sites = new Sites(lab);
    Optional<Sites.Site> asker = sites.find(question.from());
    return asker.isPresent() && asker.equals(sites.find(place));
  }

  /** Whether it was done in a place for another one, as people call both. */
  public boolean leads(String from, String to) {
    Sites sites = new Sites(lab);
    return isFrom(from)
        && (question.host().equals(to)
            || leadsTo(to, sites, sites.find(question.from()).orElseThrow()));
  }

  private boolean leadsTo(String place, Sites sites, Sites.Site asker) {
    Optional<Container> asked = Engines.called(lab, place);
    Optional<Container> named = Engines.called(lab, question.host());
    Optional<IpAddress> address = address(sites, asker);
    if (named.isPresent() || address.isEmpty()) {
      boolean outside = named.isEmpty() && question.host().contains(".");
      return outside
          ? place.equals(LabTopology.INTERNET)
          : named.isPresent() && named.equals(asked);
    }
    Destination there = Destination.of(lab, question, asker, address.get());
    Optional<String> holder =
        address.get().isLoopback()
            ? Optional.of(asker.netns())
            : Engines.holder(lab, address.get());
    return asked.isPresent()
        ? there.container().equals(asked)
            || there.isHostItself() && mayServe(asked.get())
            || publishes(asked.get())
        : holder.isPresent() && holder.equals(sites.find(place).map(Sites.Site::netns));
  }

  private Optional<IpAddress> address(Sites sites, Sites.Site asker) {
    return question.host().equals("localhost")
        ? Optional.of(Family.IPV4.loopback())
        : Family.IPV4
            .parse(question.host())
            .or(() -> sites.address(question.host()))
            .or(() -> inFile(asker));
  }

  private Optional<IpAddress> inFile(Sites.Site asker) {
    return lab.kernel().spaces().readFile(asker.space(), "/etc/hosts").stream()
        .flatMap(String::lines)
        .map(line -> List.of(line.split("\\s+")))
        .filter(words -> words.lastIndexOf(question.host()) > 0)
        .flatMap(words -> Family.IPV4.parse(words.get(0)).stream())
        .findFirst();
  }

  private boolean publishes(Container container) {
    return container.spec().ports().bindings().stream()
        .anyMatch(b -> b.firstHostPort() <= question.port() && question.port() <= b.lastHostPort());
  }

  /** Who asks the host may mean a container, whatever port is right. */
  private boolean mayServe(Container container) {
    return Engines.isOnHost(container)
        || !container.spec().ports().bindings().isEmpty()
        || lab.engine().containers().equals(List.of(container));
  }
}

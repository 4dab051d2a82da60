package passerelle.cli.why.container;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.Lab.Listening;
import passerelle.cli.lab.ProbeTarget.Protocol;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.question.Question;
import passerelle.cli.why.typed.ComposeText;
import passerelle.cli.why.typed.Makers;
import passerelle.cli.why.typed.Remedy;
import passerelle.engine.Container;
import passerelle.packet.IpPacket;
import passerelle.packet.TcpSegment;
import passerelle.scenarios.replay.LabException;
import passerelle.trace.HopEvent;
import passerelle.trace.render.Depth;

/**
 * A container whose command has ended since it asked another one that was not ready: what made both
 * is done again, and what it sends is watched.
 */
record Early(Container container, Makers makers) {
  private static final String LOCALHOST = "localhost";

  /** Whom it asked in vain, if that one serves now, or itself; with what has it ask again. */
  Optional<Diagnosis> diagnosis() {
    Lab lab = makers.lab();
    List<Deed> history = lab.history();
    Optional<Deed> made = makers.at(container.started());
    if (!lab.isSimulated() || made.isEmpty()) {
      return Optional.empty();
    }
    try (Lab copy = lab.another(lab.recipe().first(history.indexOf(made.get())).unwatched())) {
      Listening listening = copy.listen(Depth.FULL, event -> event);
      made.get().redo(copy);
      copy.settle();
      List<IpPacket> refusals = refusals(listening.stop());
      return refused(copy, refusals).or(() -> itself(refusals));
    } catch (LabException impossible) {
      return Optional.empty();
    }
  }

  private static List<IpPacket> refusals(List<HopEvent> events) {
    return events.stream()
        .map(event -> event.hop().packet())
        .filter(IpPacket.class::isInstance)
        .map(IpPacket.class::cast)
        .filter(packet -> packet.transport() instanceof TcpSegment tcp && tcp.has(TcpSegment.RST))
        .toList();
  }

  /** The last one that refused somebody who is gone by now, and his address with him. */
  private Optional<Diagnosis> refused(Lab copy, List<IpPacket> refusals) {
    return refusals.stream()
        .filter(answer -> Engines.holder(copy, answer.destination()).isEmpty())
        .flatMap(answer -> serving(copy, answer).stream())
        .reduce((first, last) -> last);
  }

  /** It asked its own localhost, as its environment or its words say. */
  private Optional<Diagnosis> itself(List<IpPacket> refusals) {
    boolean named =
        Stream.concat(
                container.spec().process().environment().stream(),
                container.spec().process().command().stream())
            .anyMatch(word -> word.contains(LOCALHOST));
    return refusals.stream()
        .filter(answer -> named && answer.source().isLoopback())
        .map(IpPacket::transport)
        .filter(TcpSegment.class::isInstance)
        .map(TcpSegment.class::cast)
        .reduce((first, last) -> last)
        .flatMap(
            tcp ->
                new Wanted(container, makers)
                    .diagnosis(
                        new Question(container.name(), LOCALHOST, tcp.sourcePort(), Protocol.TCP)));
  }

  /** Who refused, if it takes that now. */
  private Optional<Diagnosis> serving(Lab copy, IpPacket answer) {
    int port = answer.transport() instanceof TcpSegment tcp ? tcp.sourcePort() : 0;
    return Engines.holder(copy, answer.source())
        .flatMap(netns -> Engines.inNamespace(copy, netns))
        .flatMap(other -> Engines.called(makers.lab(), other.name()))
        .filter(other -> other != container && listens(other, port))
        .map(
            other ->
                Diagnosis.of(Cause.DEPENDENCY_NOT_READY, container.name(), other.name(), port)
                    .by(makers.of(container))
                    .or(patient()));
  }

  private boolean listens(Container other, int port) {
    return other.sandbox().stream()
        .flatMap(sandbox -> Engines.sockets(makers.lab(), sandbox.netns()).stream())
        .anyMatch(s -> s.port() == port && s.protocol().equals("tcp"));
  }

  /** A service of Compose is started again until it goes well. */
  private Optional<Remedy> patient() {
    return ComposeText.of(makers.lab(), container)
        .flatMap(
            text ->
                text.line(text.service(ComposeText.service(container)), "restart: on-failure")
                    .map(edit -> text.edited(List.of(edit))));
  }
}

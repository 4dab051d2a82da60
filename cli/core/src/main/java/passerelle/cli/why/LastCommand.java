package passerelle.cli.why;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.cli.journey.Conversation;
import passerelle.cli.journey.Journey;
import passerelle.cli.journey.Story;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.ProbeTarget.Protocol;
import passerelle.cli.lab.Sites;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.container.LocalSockets;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.question.Names;
import passerelle.cli.why.question.Question;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.RunLine;
import passerelle.cli.why.typed.Spot;
import passerelle.cli.why.typed.StandIn;
import passerelle.cli.why.typed.Typing;
import passerelle.cli.why.typed.Words;
import passerelle.engine.Container;
import passerelle.engine.EngineEvent;
import passerelle.lab.LabTopology;
import passerelle.network.PortMapping;
import passerelle.packet.IpPacket;
import passerelle.scenarios.replay.LabException;
import passerelle.trace.HopEvent;
import passerelle.trace.render.Depth;

/**
 * What the last command wanted to reach: it is done once more in a copy of the lab as it was
 * before, and its packets tell.
 */
final class LastCommand {

  /** They send what must be lost on its way. */
  private static final Set<String> TRACERS = Set.of("traceroute", "tracepath", "mtr");

  /** CURLE_SSL_CONNECT_ERROR. */
  private static final int NO_TLS = 35;

  private final Lab lab;
  private final Deed last;

  /** Of a lab in which something was done. */
  LastCommand(Lab lab) {
    this.lab = lab;
    List<Deed> history = lab.history();
    last = history.get(history.size() - 1);
  }

  /**
   * What was wanted.
   *
   * @param standIn for who asked, where that is gone
   * @param failure the packets that led to nothing; empty where an answer came
   * @param again the command, to be typed once more
   * @param web what a web server answered to whoever asked first
   * @param received what came to the one who asks, who may be another
   */
  record Wish(
      Question question,
      Optional<StandIn> standIn,
      Optional<Story> failure,
      Remedy.Step again,
      Optional<WebAnswer> web,
      Optional<WebAnswer> received) {
    /** A remedy, and then the command again: for what is to be asked then, if it names that. */
    Remedy then(Remedy remedy) {
      String line =
          remedy
              .instead()
              .map(other -> RunLine.renamed(again.line(), question.host(), other.host()))
              .orElse(again.line());
      return new Remedy(remedy.steps(), Optional.empty())
          .then(new Remedy.Step(again.place(), line));
    }

    /**
     * Whether a command failed since its server speaks no TLS: curl says so, and others got an
     * answer that anybody can read.
     */
    boolean isWithoutTls(Deed command) {
      int status = command.effect().status();
      boolean readable = status != 0 && received.isPresent();
      return command.typed().line().contains("https://") && (readable || status == NO_TLS);
    }

    private Wish answered(Optional<WebAnswer> web, Optional<WebAnswer> received) {
      return new Wish(question, standIn, failure, again, web, received);
    }
  }

  /** What it wanted to reach; empty where it sent nothing. */
  Optional<Wish> wish() throws LabException {
    int before = lab.history().size() - 1;
    Lab copy = lab.another(lab.recipe().first(before).unnoted());
    int redone = -1;
    try {
      Map<String, Container> seen = new HashMap<>();
      copy.engine().events().listen(event -> look(copy, event, seen));
      Lab.Listening listening = copy.listen(Depth.STORY, event -> event);
      last.redo(copy);
      boolean later = Attempt.awaitNeighbours(copy, copy.namespaces());
      redone = later ? -1 : copy.touches();
      List<HopEvent> events = listening.stop();
      return wish(copy, events, seen);
    } finally {
      if (copy.touches() == redone) {
        lab.giveBack(copy);
      } else {
        copy.close();
      }
    }
  }

  private Optional<Wish> wish(Lab copy, List<HopEvent> events, Map<String, Container> seen) {
    List<Talk> talks = talks(Story.ofAll(events).withoutArp().journeys());
    Optional<WebAnswer> web =
        new Sites(copy)
            .find(Words.of(last).place(copy))
            .flatMap(site -> WebAnswer.in(site.netns(), events));
    if (TRACERS.stream().anyMatch(Words.of(last).all()::contains)) {
      return unsent(copy, seen);
    }
    return wanted(talks)
        .map(talk -> client(talk, talks, copy))
        .flatMap(
            talk ->
                wish(talk, copy, seen)
                    .map(w -> w.answered(web, WebAnswer.in(talk.netns(), events))))
        .or(() -> unsent(copy, seen));
  }

  /** Who asks docker-proxy, or Docker's name server, is meant, not those, who ask in their turn. */
  private static Talk client(Talk talk, List<Talk> talks, Lab copy) {
    Optional<Integer> port = proxied(talk, copy).map(PortMapping::hostPort);
    return talks.stream()
        .filter(t -> t != talk)
        .filter(t -> port.filter(p -> p == t.port()).isPresent() || talk.passesOn(t))
        .findFirst()
        .orElse(talk);
  }

  /** The published port by which docker-proxy has come to talk to a container. */
  private static Optional<PortMapping> proxied(Talk talk, Lab copy) {
    return Engines.mappings(copy).stream()
        .filter(m -> talk.netns().equals(LabTopology.HOST))
        .filter(m -> m.containerAddress().equals(talk.packet().destination()))
        .filter(m -> m.containerPort() == talk.port())
        .findFirst();
  }

  /** The namespaces of containers, while they are there. */
  private static void look(Lab copy, EngineEvent event, Map<String, Container> seen) {
    if (event.type().equals("container")) {
      copy.engine().containers().stream()
          .filter(c -> c.id().equals(event.actor()))
          .forEach(c -> c.sandbox().ifPresent(s -> seen.put(s.netns(), c)));
    }
  }

  /** What failed before what did not, and what a name was looked up for before the look-up. */
  private static Optional<Talk> wanted(List<Talk> talks) {
    return talks.stream()
        .min(
            Comparator.comparing((Talk talk) -> talk.isDns())
                .thenComparing(talk -> !talk.hasFailed())
                .thenComparing(talk -> talk.packet().destination().family()));
  }

  private Optional<Wish> wish(Talk talk, Lab copy, Map<String, Container> seen) {
    Optional<String> place = place(talk.netns(), copy);
    if (place.isPresent()) {
      return place.map(from -> wish(talk, from, Optional.empty(), copy));
    }
    return Optional.ofNullable(seen.get(talk.netns()))
        .map(this::standIn)
        .map(standIn -> wish(talk, standIn.name(), Optional.of(standIn), copy));
  }

  private StandIn standIn(Container gone) {
    RunLine line = RunLine.of(gone, last);
    return StandIn.of(gone, last.typed(), line, lab.engine().containersByName().keySet());
  }

  /** What it wanted to send, and could not. */
  private Optional<Wish> unsent(Lab copy, Map<String, Container> seen) {
    Optional<StandIn> standIn =
        seen.values().stream().filter(c -> !c.isRunning()).findFirst().map(this::standIn);
    return Words.of(last)
        .question(copy, standIn.map(StandIn::name))
        .or(
            () ->
                LocalSockets.wanted(
                    last, standIn.map(StandIn::name).orElse(Words.of(last).place(copy))))
        .map(
            q ->
                new Wish(
                    q,
                    standIn.filter(s -> s.name().equals(q.from())),
                    Optional.empty(),
                    again(),
                    Optional.empty(),
                    Optional.empty()));
  }

  private Wish wish(Talk talk, String from, Optional<StandIn> standIn, Lab copy) {
    List<HopEvent> events = talk.journeys().stream().flatMap(j -> j.events().stream()).toList();
    Optional<Story> failure =
        talk.hasFailed() && proxied(talk, copy).isEmpty()
            ? Optional.of(new Story(events, talk.journeys()))
            : Optional.empty();
    // What a name leads to is asked in its place.
    standIn.ifPresent(s -> Typing.run(copy, s.arrival()));
    return new Wish(
        question(talk, from, copy), standIn, failure, again(), Optional.empty(), Optional.empty());
  }

  private Remedy.Step again() {
    return new Remedy.Step(last.machine(), last.typed().line());
  }

  private Question question(Talk talk, String from, Lab copy) {
    Optional<String> name = talk.isDns() && !asksServer(talk) ? talk.name() : Optional.empty();
    return name.map(n -> wanted(from, n)).orElseGet(() -> typed(talk, from, copy));
  }

  /** It is a name server that was typed: {@code dig @192.0.2.10}; Docker's own means the name. */
  private boolean asksServer(Talk talk) {
    String server = talk.packet().destination().toString();
    return !server.equals(Engines.NAME_SERVER)
        && Words.of(last).ofProgram().stream().anyMatch(w -> w.startsWith("@") || w.equals(server));
  }

  /** Its target as it was typed, where what was typed leads there. */
  private Question typed(Talk talk, String from, Lab copy) {
    IpAddress to = talk.packet().destination();
    Question asked = new Question(from, to.toString(), talk.port(), talk.protocol());
    Optional<Question> byProxy =
        proxied(talk, copy)
            .flatMap(
                m ->
                    Words.of(last)
                        .targets(from, copy)
                        .filter(q -> q.host().equals("localhost") || q.port() == m.hostPort())
                        .findFirst()
                        .map(q -> q.by(talk.protocol()).at(q.host(), m.hostPort())));
    if (byProxy.isPresent()) {
      return byProxy.get();
    }
    if (to.family() == Family.IPV6 && last.effect().status() == 0) {
      return asked; // localhost is asked at 127.0.0.1, where it may be another matter.
    }
    Optional<Sites.Site> site = new Sites(copy).find(from);
    return Words.of(last)
        .targets(from, copy)
        .map(Question::host)
        .distinct()
        .filter(
            host ->
                site.filter(s -> new Names(copy).of(s, host).addresses().contains(to)).isPresent())
        .findFirst()
        .map(host -> asked.at(host, talk.port()))
        .orElse(asked);
  }

  private static List<Talk> talks(List<Journey> journeys) {
    List<Talk> talks = new ArrayList<>();
    List<Conversation> conversations = new ArrayList<>();
    for (Journey journey : journeys) {
      if (!(journey.packet() instanceof IpPacket) || isLeftOver(journey)) {
        continue;
      }
      int known = 0;
      while (known < conversations.size() && !conversations.get(known).has(journey)) {
        known++;
      }
      if (known == conversations.size()) {
        conversations.add(new Conversation());
        talks.add(new Talk(journey, new ArrayList<>()));
      }
      conversations.get(known).add(journey);
      talks.get(known).journeys().add(journey);
    }
    talks.removeIf(Talk::isGoingOn);
    return talks;
  }

  /** What an earlier command sent, and what has been waiting for a neighbour until now. */
  private static boolean isLeftOver(Journey journey) {
    return journey.events().size() == 1 && journey.events().get(0) instanceof HopEvent.Dropped;
  }

  private Question wanted(String from, String name) {
    List<String> words = Words.of(last).all();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.contains(name)) {
        boolean port = i + 1 < words.size() && words.get(i + 1).matches("[0-9]{1,5}");
        List<String> target = port ? List.of(word, words.get(i + 1)) : List.of(word);
        Optional<Question> question = Question.of(from, target);
        if (question.filter(q -> q.host().equals(name)).isPresent()) {
          return question.get();
        }
      }
    }
    return new Question(from, name, 0, Protocol.ICMP);
  }

  /** Who asks from a namespace: of several containers in it the one that was named. */
  private Optional<String> place(String netns, Lab copy) {
    return Engines.called(copy, Words.of(last).place(copy))
        .filter(c -> c.sandbox().filter(s -> s.netns().equals(netns)).isPresent())
        .or(() -> new Spot(copy, netns).container())
        .map(Container::name)
        .or(() -> new Sites(copy).find(netns).map(Sites.Site::name));
  }
}

package passerelle.cli.player;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import passerelle.cli.journey.Journey;
import passerelle.netfilter.ChainReference;
import passerelle.netfilter.RuleReference;
import passerelle.packet.IpPacket;
import passerelle.packet.L3Packet;
import passerelle.sim.netfilter.Tuple;
import passerelle.trace.DropReason;
import passerelle.trace.Hop;
import passerelle.trace.HopEvent;
import passerelle.trace.render.Depth;
import passerelle.trace.render.EventText;
import passerelle.trace.render.PacketText;

/**
 * Makes the stops of one packet: what is looked at in a hook is one stop, together with what came
 * of it; every other step is a stop of its own.
 */
final class StopMaker {
  private static final Pattern ENDING =
      Pattern.compile("(ACCEPT|DROP|REJECT|DNAT|SNAT|MASQUERADE|REDIRECT|NETMAP|QUEUE)\\b");

  private final Surroundings around;
  private final long start;
  private final Questions questions;
  private final StopText text;
  private final EventText steps;
  private final RouteChoice routes;
  private final List<PlayedTrace.Stop> stops = new ArrayList<>();
  private final Map<String, String> header = new LinkedHashMap<>();
  private final List<HopEvent> gathered = new ArrayList<>();
  private Optional<PlayedTrace.Connection> connection = Optional.empty();
  private String place = "";
  private String hook = "";
  private boolean came;

  /**
   * A maker for one packet.
   *
   * @param start of the trace, in nanoseconds of the lab's time
   */
  StopMaker(Surroundings around, long start, Questions questions) {
    this.around = around;
    this.start = start;
    this.questions = questions;
    text = new StopText(around.language());
    steps = EventText.in(around.language());
    routes = new RouteChoice(around.routes(), around.rules(), text);
  }

  List<PlayedTrace.Stop> of(Journey journey) {
    for (HopEvent event : journey.events()) {
      enter(event.hop().netns());
      if (event instanceof HopEvent.HookEntered entered) {
        flush();
        hook = entered.hook().name();
        gathered.add(event);
      } else if (event.looked().isPresent() || event instanceof HopEvent.Tracked) {
        gathered.add(event);
      } else if (event instanceof HopEvent.Translated translated) {
        gathered.add(event);
        stop(translated, gathered);
      } else if (isOfRules(event)) {
        gathered.add(event);
        stop(event, gathered);
      } else {
        flush();
        hook = "";
        came |= event instanceof HopEvent.Received;
        stop(event, List.of(event));
      }
    }
    flush();
    if (!stops.isEmpty()) {
      questions.fate(journey).ifPresent(asked -> stops.set(0, stops.get(0).asking(asked)));
    }
    return List.copyOf(stops);
  }

  private void enter(String netns) {
    if (!place.equals(netns)) {
      flush();
      place = netns;
      connection = Optional.empty();
      hook = "";
      came = false;
    }
  }

  private static boolean isOfRules(HopEvent event) {
    return event instanceof HopEvent.Dropped drop && drop.reason() == DropReason.NETFILTER_DROP;
  }

  /** What was looked at in a hook without changing the packet or ending its way. */
  private void flush() {
    if (!gathered.isEmpty()) {
      stop(gathered.get(gathered.size() - 1), gathered);
    }
  }

  private void stop(HopEvent last, List<HopEvent> events) {
    List<HopEvent> all = List.copyOf(events);
    gathered.clear();
    Hop hop = last.hop();
    L3Packet packet = last instanceof HopEvent.Translated t ? t.after() : hop.packet();
    all.forEach(this::track);
    List<PlayedTrace.Rule> rules = all.stream().flatMap(e -> rule(e).stream()).toList();
    header.putAll(HeaderFields.of(hop.ethernet(), packet));
    boolean looked = hookOnly(last);
    Optional<HopEvent> deciding = deciding(all);
    List<PlayedTrace.Route> choice = choice(last);
    LinkedHashSet<String> functions = new LinkedHashSet<>();
    all.forEach(e -> functions.add(e.hop().function()));
    PlayedTrace.Stop made =
        new PlayedTrace.Stop(
            hop.time() - start,
            hop.netns(),
            hop.device(),
            around.places().apply(hop.netns(), hop.device()),
            looked ? "hook" : last.getClass().getSimpleName().toLowerCase(Locale.ROOT),
            looked ? isDecided(deciding) : isStory(last),
            looked ? looked(deciding, all) : text.sentence(last),
            why(last, deciding),
            all.stream().map(steps::of).toList(),
            List.copyOf(functions),
            Collections.unmodifiableMap(new LinkedHashMap<>(header)),
            PacketText.of(packet),
            new PlayedTrace.Filter(hook, rules, connection),
            routes.withRules(choice, hop.netns(), hop.packet()),
            question(last, choice));
    stops.add(made);
  }

  private static boolean hookOnly(HopEvent last) {
    return last instanceof HopEvent.HookEntered
        || last instanceof HopEvent.Tracked
        || last.looked().isPresent();
  }

  private static boolean isStory(HopEvent event) {
    return event instanceof HopEvent.Routed || Depth.STORY.tells(event);
  }

  private Optional<PlayedTrace.Question> question(HopEvent event, List<PlayedTrace.Route> choice) {
    if (event instanceof HopEvent.Translated translated) {
      return questions.translation(translated);
    }
    return event instanceof HopEvent.Routed routed
        ? questions.route(routed, choice, came)
        : Optional.empty();
  }

  private List<PlayedTrace.Route> choice(HopEvent event) {
    Hop hop = event.hop();
    if (event instanceof HopEvent.Routed routed) {
      return routes.of(hop.netns(), routed.route(), hop.packet());
    }
    boolean none =
        event instanceof HopEvent.Dropped drop
            && (drop.reason() == DropReason.IP_INNOROUTES
                || drop.reason() == DropReason.IP_OUTNOROUTES);
    return none ? routes.of(hop.netns(), "", hop.packet()) : List.of();
  }

  /** The rule that ended the search, or the last policy; empty where neither was there. */
  private static Optional<HopEvent> deciding(List<HopEvent> events) {
    Optional<HopEvent> last = Optional.empty();
    for (HopEvent event : events) {
      boolean rule = event instanceof HopEvent.RuleEvaluated r && decides(r);
      if (rule || event instanceof HopEvent.PolicyApplied && !isDecided(last)) {
        last = Optional.of(event);
      }
    }
    return last;
  }

  private static boolean isDecided(Optional<HopEvent> deciding) {
    return deciding.filter(HopEvent.RuleEvaluated.class::isInstance).isPresent();
  }

  /** Whether the packet is done with the table after this rule. */
  private static boolean decides(HopEvent.RuleEvaluated rule) {
    return rule.matched() && ENDING.matcher(rule.verdict()).lookingAt();
  }

  private String looked(Optional<HopEvent> deciding, List<HopEvent> all) {
    if (deciding.isPresent()) {
      RuleReference rule = deciding.get().looked().orElseThrow();
      String chain = rule.chain().name();
      String table = rule.chain().table();
      return deciding.get() instanceof HopEvent.RuleEvaluated decided
          ? text.say(
              "hook.rule", hook, rule.number(), chain, table, decided.verdict().split(" ", 2)[0])
          : text.say("hook.policy", hook, chain, table, rule.text());
    }
    boolean tracked = all.stream().anyMatch(HopEvent.Tracked.class::isInstance);
    return tracked
        ? text.say("hook.tracked", hook, connection.map(PlayedTrace.Connection::state).orElse(""))
        : text.say("hook.nothing", hook);
  }

  /** What decided, the words of it, and who wrote it: a line each. */
  private String why(HopEvent last, Optional<HopEvent> deciding) {
    String author =
        deciding
            .filter(e -> e instanceof HopEvent.RuleEvaluated || isOfRules(last))
            .flatMap(around.authors())
            .orElse("");
    String rule = isOfRules(last) && deciding.isPresent() ? looked(deciding, List.of()) : "";
    return Stream.of(rule, text.why(last), author)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private Optional<PlayedTrace.Rule> rule(HopEvent event) {
    return event
        .looked()
        .map(
            rule -> {
              String author = around.authors().apply(event).orElse("");
              if (!(event instanceof HopEvent.RuleEvaluated looked)) {
                String policy = "-P " + rule.chain().name() + " " + rule.text();
                boolean ends = !rule.text().equals("ACCEPT");
                return new PlayedTrace.Rule(where(rule, true), policy, true, ends, author);
              }
              return new PlayedTrace.Rule(
                  where(rule, false), rule.text(), looked.matched(), decides(looked), author);
            });
  }

  private static String where(RuleReference rule, boolean policy) {
    ChainReference chain = rule.chain();
    return chain.table() + " " + chain.name() + (policy ? "" : " " + rule.number());
  }

  private void track(HopEvent event) {
    if (event instanceof HopEvent.Tracked e) {
      connection =
          Optional.of(
              new PlayedTrace.Connection(e.state(), e.original(), e.reply(), e.replyDirection()));
    } else if (event instanceof HopEvent.Translated e) {
      connection =
          connection.map(
              c ->
                  c.back()
                      ? c
                      : new PlayedTrace.Connection(
                          c.state(), c.original(), answered(e.after()).orElse(c.reply()), false));
    }
  }

  /** The tuple of the answers to a packet as it is now. */
  private static Optional<String> answered(IpPacket packet) {
    return Tuple.of(packet).map(tuple -> tuple.inverse().view().toString());
  }
}

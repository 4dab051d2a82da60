package passerelle.cli.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import passerelle.engine.EngineVersion;
import passerelle.image.Image;
import passerelle.scenarios.format.LoosePrompt;
import passerelle.scenarios.format.TypedBlock;
import passerelle.scenarios.format.Typeset;
import passerelle.text.Messages;
import passerelle.text.Nearest;
import passerelle.text.TextLine;
import passerelle.text.Tone;
import passerelle.text.WordMap;

/**
 * The line of ours that follows a failure at a person's terminal, after the tool's own: what may
 * have been meant, or where that word is understood. What a tool prints stays as it is.
 */
public final class Hints {
  /** What other systems and other languages call a command that is here. */
  private static final Map<String, String> OTHER_NAMES =
      WordMap.of(
          """
          aide=help aide-moi=help anglais=lang+en annuler=undo attendre=advance au=exit
          avancer=advance back=undo bonjour=help bye=exit capturer=capture carte=graph
          charger=load chemin=trace cls=clear commencer=lesson containers=docker+ps
          conteneurs=docker+ps cours=lesson course=lesson courses=lesson dessin=graph
          effacer=clear english=lang+en enregistrer=save exercice=lesson exercices=lesson
          expliquer=why explain=why fermer=exit francais=lang+fr français=lang+fr french=lang+fr
          graphe=graph hello=help historique=history hote=host hôte=host image=graph
          images=docker+images langue=lang lecons=lesson leçons=leçon lessons=lesson lieux=places
          liste=ls lister=ls machines=places map=graph moteur=engine nettoyer=clear networks=docker+network+ls
          ouvrir=load pathping=tracepath picture=graph portable=laptop prévoir=plan prevoir=plan
          q=exit quit=exit quitter=exit recommencer=reset regles=rules reinitialiser=reset
          réinitialiser=reset reprendre=load reseaux=docker+network+ls réseaux=docker+network+ls
          retour=undo routeur=router règles=rules sauvegarder=save sauver=save schema=graph
          schéma=graph sortir=exit start=lesson stop=exit suivre=trace topologie=graph
          topology=graph tour=lesson tracer=trace tracert=traceroute tutorial=lesson
          tutoriel=lesson visite=lesson
          """);

  /** What passerelle does outside of a lab. */
  private static final Set<String> OUTSIDE =
      Set.of("doctor", "replay", "slides", "compare", "transcript", "join", "play", "web");

  /** Words of other distributions, and what does the same on a plain Debian. */
  private static final Map<String, String> ABSENT =
      Map.ofEntries(
          Map.entry("firewall-cmd", "iptables -nvL"),
          Map.entry("ipconfig", "ip addr"),
          Map.entry("nmcli", "ip -br addr"),
          Map.entry("nmtui", "ip -br addr"),
          Map.entry("networkctl", "ip -br link"),
          Map.entry("netplan", "ip -br addr"),
          Map.entry("resolvectl", "cat /etc/resolv.conf"),
          Map.entry("systemd-resolve", "cat /etc/resolv.conf"),
          Map.entry("dnf", "apt"),
          Map.entry("yum", "apt"),
          Map.entry("zypper", "apt"),
          Map.entry("pacman", "apt"),
          Map.entry("rpm", "dpkg"));

  /** What speaks to the first process of a machine, which no container has. */
  private static final Set<String> INIT = Set.of("systemctl", "service");

  private static final String ARROW = "=> ";
  private static final String COLON = ": ";

  private final Session session;
  private final String line;
  private final Spot spot;
  private final EngineVersion engine;

  /**
   * For a line that is about to be run: afterwards one may be elsewhere, in another lab.
   *
   * @param line as typed, with a prompt of its own or without
   */
  public Hints(Session session, String line) {
    this.session = session;
    this.line = line.strip();
    spot = session.whereabouts().spot(this.line);
    engine = session.lab().engine().profile().version();
  }

  /**
   * What to say after the line; empty when it went well, or when nothing would help.
   *
   * @param status of its last command: one before a pipe may have failed all the same
   * @param answer what it printed
   */
  public Optional<TextLine> after(int status, String answer) {
    String plain = answer.replace("\r", "");
    return (status == 0 ? inPipe(plain) : text(plain)).map(Hints::withCommand);
  }

  /**
   * What to say after a line that nobody has typed: which images there are, where it was refused
   * one that there is not.
   *
   * @param answer what it printed
   */
  public Optional<TextLine> afterImage(String answer) {
    Messages messages = session.messages();
    return new NearestHints(session.vocabulary(), spot, messages)
        .unknown(line, answer)
        .filter(unknown -> unknown.kind() == NearestHints.Kind.IMAGE)
        .flatMap(unknown -> about(unknown, messages))
        .map(Hints::withCommand);
  }

  private Optional<String> inPipe(String plain) {
    if (line.indexOf('|') < 0) {
      return Optional.empty();
    }
    Messages messages = session.messages();
    return new NearestHints(session.vocabulary(), spot, messages)
        .unknown(line, plain)
        .filter(unknown -> unknown.kind() == NearestHints.Kind.COMMAND)
        .filter(unknown -> line.contains(unknown.word()))
        .flatMap(unknown -> about(unknown, messages));
  }

  /** What stands behind the colon is to be typed. */
  private static TextLine withCommand(String text) {
    int colon = text.indexOf(COLON);
    return colon < 0
        ? TextLine.of(ARROW + text)
        : TextLine.of(ARROW + text.substring(0, colon + COLON.length()))
            .plus(Tone.COMMAND, text.substring(colon + COLON.length()));
  }

  private Optional<String> text(String plain) {
    Messages messages = session.messages();
    String typed = Typeset.undone(Typeset.blanks(line));
    if (!typed.equals(line)) {
      return Optional.of(messages.get("hint.typeset", typed));
    }
    String first = TypedBlock.firstWord(command());
    if (OUTSIDE.contains(first)) {
      return Optional.of(messages.get("hint.outside", first, "./passerelle " + command()));
    }
    return VersionHints.of(engine, line, plain, messages)
        .or(() -> spot.isLab() ? atLab(messages) : Optional.empty())
        .or(
            () ->
                new NearestHints(session.vocabulary(), spot, messages)
                    .unknown(line, plain)
                    .flatMap(unknown -> about(unknown, messages)));
  }

  /** At {@code lab>} only the commands of the lab are understood. */
  private Optional<String> atLab(Messages messages) {
    String command = command();
    String word = TypedBlock.firstWord(command);
    Vocabulary vocabulary = session.vocabulary();
    if (vocabulary.commands(spot).contains(word)) {
      return Optional.empty();
    }
    if (vocabulary.programs(spot).contains(word)) {
      return Optional.of(messages.get("hint.lab", "host$ " + command));
    }
    return called(word, Nearest.of(word, vocabulary.commands(spot)), messages);
  }

  private Optional<String> called(String word, List<String> near, Messages messages) {
    String name = OTHER_NAMES.get(word);
    return near(word, name == null ? near : List.of(name.replace('+', ' ')), messages);
  }

  private Optional<String> about(NearestHints.Unknown unknown, Messages messages) {
    String word = unknown.word();
    boolean command = unknown.kind() == NearestHints.Kind.COMMAND;
    if (command && OTHER_NAMES.containsKey(word)) {
      return called(word, unknown.near(), messages);
    }
    if (command && LessonWords.of(true).contains(word)) {
      return Optional.of(messages.get("hint.lesson"));
    }
    if (command && ABSENT.containsKey(word)) {
      return Optional.of(messages.get("hint.absent", word, ABSENT.get(word)));
    }
    if (command && session.vocabulary().isOfTheLab(word)) {
      return Optional.of(messages.get("hint.word", word, lineFrom(word)));
    }
    if (command && word.equals("docker")) {
      return Optional.of(messages.get("hint.docker", Whereabouts.HOST, "host$ " + command()));
    }
    if (command && session.whereabouts().isPlace(word) && command().startsWith(word + " ")) {
      String prompt = session.whereabouts().isMachine(word) ? "$" : "#";
      return Optional.of(
          messages.get("hint.place", word, word + prompt + command().substring(word.length())));
    }
    if (command && spot.kind() == Spot.Kind.CONTAINER && INIT.contains(word)) {
      return Optional.of(messages.get("hint.init", "host$ docker restart " + spot.name()));
    }
    if (command && spot.kind() == Spot.Kind.CONTAINER && isTool(word)) {
      return Optional.of(elsewhere(word, spot.name(), command(), messages));
    }
    if (unknown.kind() == NearestHints.Kind.PROGRAM && isTool(word)) {
      String typed = command().replaceFirst(".*?\\s(?=" + Pattern.quote(word) + "(?:\\s|$))", "");
      return Stream.of(command().split("\\s+"))
          .filter(session.vocabulary().runningContainers()::contains)
          .findFirst()
          .map(container -> elsewhere(word, container, typed, messages));
    }
    if (unknown.near().isEmpty() && UnknownToDocker.KINDS.contains(unknown.kind())) {
      return new UnknownToDocker(session, command(), word).hint(unknown.kind());
    }
    if (unknown.kind() == NearestHints.Kind.PLACE && isDevice(word)) {
      return near(word, List.of(Whereabouts.HOST + "/" + word), messages);
    }
    if (unknown.kind() == NearestHints.Kind.HOST && session.vocabulary().places().contains(word)) {
      return nameless(word, messages);
    }
    if (unknown.kind() == NearestHints.Kind.LOGIN && session.whereabouts().isPlace(word)) {
      return Optional.of(messages.get("hint.login", word));
    }
    return near(word, unknown.near(), messages);
  }

  /** A name of the lab that the DNS of this place does not know. */
  private Optional<String> nameless(String place, Messages messages) {
    boolean machine = session.whereabouts().isMachine(place);
    String key = machine ? "hint.name.machine" : "hint.name.container";
    return session
        .vocabulary()
        .address(place)
        .map(address -> messages.get(key, place, instead(place, address)));
  }

  private boolean isDevice(String word) {
    return session.vocabulary().devices(Whereabouts.HOST).contains(word);
  }

  private boolean isTool(String word) {
    return session.lab().programs(Whereabouts.HOST).contains(word);
  }

  /** A tool that the machines have and a container's image lacks, and what was to be done by it. */
  private String elsewhere(String word, String container, String typed, Messages messages) {
    Optional<String> image =
        session.lab().engine().images().stream()
            .filter(i -> i.toolset().equals("debian") && i.references().get(0).contains("netshoot"))
            .map(Image::references)
            .map(names -> names.get(0).replaceFirst(":latest$", ""))
            .findFirst();
    String network = "--network container:" + container;
    return image
        .map(name -> "host$ docker run --rm " + network + " " + name + " " + typed)
        .map(instead -> messages.get("hint.tool", word, instead))
        .orElseGet(() -> messages.get("hint.tool.none", word));
  }

  private Optional<String> near(String word, List<String> near, Messages messages) {
    if (near.isEmpty()) {
      return Optional.empty();
    }
    if (near.size() > 1) {
      return Optional.of(messages.get("hint.nearest.some", String.join(", ", near)));
    }
    return Optional.of(messages.get("hint.nearest", instead(word, near.get(0))));
  }

  /** The line with a word in the place of another; that alone where it was meant by another. */
  private String instead(String word, String better) {
    Pattern whole = Pattern.compile("(?<![\\w.-])" + Pattern.quote(word) + "(?![\\w.-])");
    int from = line.length() - command().length();
    Matcher place = whole.matcher(line);
    return place.find(from) || place.find(0)
        ? line.substring(0, place.start()) + better + line.substring(place.end())
        : better;
  }

  /** The line from a word on, up to what ends a command there. */
  private String lineFrom(String word) {
    String rest = command().substring(Math.max(0, command().indexOf(word)));
    return rest.split("[;|&)\"'`]", 2)[0].strip();
  }

  /** The line without the prompt that it brings with it. */
  private String command() {
    return LoosePrompt.of(line).map(LoosePrompt::rest).filter(c -> !c.isEmpty()).orElse(line);
  }
}

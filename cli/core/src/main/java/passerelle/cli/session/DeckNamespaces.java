package passerelle.cli.session;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.scenarios.format.TypedBlock;
import passerelle.scenarios.format.Where;

/**
 * The shells in network namespaces of the machine that a deck opens and does not leave, and those
 * that its text and its comments speak of ({@code # From netns0}) without opening them.
 */
final class DeckNamespaces {
  private static final String ROOT = "";

  /** What opens a shell in a namespace, if it opens one at all. */
  private static final Pattern ENTERS =
      Pattern.compile(
          "(?s)\\s*(?:sudo\\s+)?(?:ip\\s+netns\\s+exec\\s+(?<name>[\\w.-]+)\\s.*"
              + "|nsenter\\s.*?netns/(?<file>[\\w.-]+).*|nsenter\\s.*|unshare\\s.*)");

  /** What begins a line that says where what follows it is typed. */
  private static final Pattern THERE =
      Pattern.compile(
          "(?iu)[\\s#*>.\\d-]*(?:now )?(?:on|from|in|inside|within|dans|depuis|sur)\\s+(?:the |le"
              + " |la |l['’])?(?:(?<root>(?:root|default|host)(?: (?:network"
              + " )?(?:namespace|netns|vm|machine))?|hôte)|(?:(?:network )?(?:namespace|netns)"
              + " )?[`*'\"]*(?<name>[\\w.-]+)[`*'\"]*(?: (?:namespace|netns))?)\\s*:?\\s*");

  private static final Pattern ON_HOST =
      Pattern.compile("(?iu).*\\b(?:on the host|from the host|sur l['’]hôte|depuis l['’]hôte)\\W*");

  private final Predicate<String> isNamespace;
  private final HostLine run;

  /** The namespace whose shell is open; {@link #ROOT} if none is. */
  private String current = ROOT;

  /** The text has led there, not a command: it speaks of its block alone. */
  private boolean told;

  /** Commands that have been typed into the shell in its block, and whether that has ended. */
  private int typed;

  private boolean inEarlierBlock;

  /** One shell after the other was opened, and nothing typed there: they are shown, not entered. */
  private boolean shown;

  /** The last command stood behind a prompt of root. */
  private boolean asRoot;

  private boolean beginning;

  /** What the deck has said since the last command of where the next one is typed. */
  private String said = "";

  /**
   * None yet.
   *
   * @param isNamespace tells names of namespaces on the machine
   * @param run does what a reader types on the machine, unseen, and gives its status
   */
  DeckNamespaces(Predicate<String> isNamespace, HostLine run) {
    this.isNamespace = isNamespace;
    this.run = run;
  }

  /** Whether a command may open a shell in a namespace. */
  static boolean mayEnter(String command) {
    return ENTERS.matcher(command).matches();
  }

  /** Whether a command opens a shell in a namespace, rather than runs something there. */
  private static boolean mayOpen(String command) {
    return mayEnter(command) && TypedBlock.opensShell(command.strip());
  }

  /**
   * Another block begins below a text.
   *
   * @param leftLater whether the shell that is open is left in the block or below it
   */
  void beginBlock(String lead, BooleanSupplier leftLater) {
    inEarlierBlock = !current.equals(ROOT) && (told || !leftLater.getAsBoolean());
    beginning = true;
    String last =
        lead.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).reduce("", (a, b) -> b);
    hear(ON_HOST.matcher(last).matches() ? "on the host" : last);
  }

  /** A line may say where what follows it is typed. */
  void hear(String text) {
    said = THERE.matcher(text).matches() ? text : said;
  }

  /** Goes where the deck has said. */
  private void follow() {
    Matcher there = THERE.matcher(said);
    said = "";
    if (!there.matches()) {
      return;
    }
    Optional<String> name = Optional.ofNullable(there.group("name")).filter(isNamespace);
    if (there.group("root") != null) {
      leave();
    } else if (name.isPresent() && !name.get().equals(current)) {
      leave();
      if (run.run("ip netns exec " + name.get() + " bash") == 0) {
        current = name.get();
        told = true;
      }
    }
  }

  /**
   * Leaves a shell of an earlier block that the reader has left: a {@code $ } at the beginning of a
   * block is the machine's if the shell has served its purpose in its own block, and whoever types
   * sudo is no longer root in there.
   */
  void before(Optional<Where> where, String command) {
    boolean sudo = command.stripLeading().startsWith("sudo ");
    boolean here = where.filter(Where.Here.class::isInstance).isPresent();
    boolean user = where.filter(w -> w instanceof Where.Login by && !by.root()).isPresent();
    if (user && asRoot) {
      // Back at one's own prompt.
      leave();
    }
    asRoot = where.filter(w -> w instanceof Where.Login by && by.root()).isPresent();
    boolean done = told || shown || here && typed > 0 || sudo && (here || where.isEmpty());
    boolean another = sudo && typed == 0 && !beginning && !told && mayOpen(command);
    if (beginning && inEarlierBlock && done || another && !current.equals(ROOT)) {
      leave();
      shown = another;
    }
    beginning = false;
    follow();
  }

  /**
   * A command has been typed.
   *
   * @param nested whether a shell within the machine's own is open now
   */
  void after(String command, boolean nested) {
    Matcher enters = ENTERS.matcher(command);
    if (!nested) {
      current = ROOT;
      told = false;
    } else if (current.equals(ROOT) && enters.matches()) {
      String name = enters.group("name") == null ? enters.group("file") : enters.group("name");
      current = name == null ? "?" : name;
      typed = 0;
    } else {
      typed++;
    }
  }

  /** The reader goes on in a terminal in which no shell is open. */
  void inAnotherTerminal() {
    current = ROOT;
    told = false;
    beginning = false;
    follow();
  }

  private void leave() {
    if (!current.equals(ROOT)) {
      run.run("exit");
    }
    current = ROOT;
    told = false;
    shown = false;
    inEarlierBlock = false;
  }
}

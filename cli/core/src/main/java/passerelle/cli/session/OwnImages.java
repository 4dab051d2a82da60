package passerelle.cli.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Images that the author of a deck has built and that no catalogue knows. One whose name holds that
 * of an official image is made of it, as the author will have done: a distribution with the usual
 * network tools in it, anything else as it is; one that is called like a tool runs it; an
 * application, or another image of somebody's, of which nothing is known stays there, and answers
 * at the port that is published of it.
 */
final class OwnImages {
  private static final Pattern BUILD =
      Pattern.compile("\\bdocker (?:image |buildx )?build\\b.*? (?:-t|--tag)[ =](\\S+)");

  /** The port of a container that is published. */
  private static final Pattern PORT =
      Pattern.compile(" (?:-p|--publish)[ =](?:[\\d.]+:)?\\d*:(\\d{1,5})\\b");

  /** How an engine says that there is no such image, and which it asked for. */
  private static final Pattern REFUSED =
      Pattern.compile(
          "(?m)^(?:docker: )?Error response from daemon: (?:failed to resolve reference"
              + " \"(?:docker\\.io/(?:library/)?)?([^\"]+)\": .*|pull access denied for ([^"
              + " ,]+),.*|manifest for (\\S+) not found.*)$");

  private static final Pattern REFERENCE =
      Pattern.compile(
          "(?:[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?::\\d{1,5})?/)*[a-z0-9][a-z0-9._-]*(?::[\\w][\\w.-]*)?");

  /** What network tools are called by those who collect them. */
  private static final Pattern TOOLS =
      Pattern.compile(
          "net|network|networking|tools?|utils?|netshoot|debug|ping"
              + "|(?:net|network)(?:utils?|tools?|tests?|lab)");

  /** What authors call an application of their own, of which nobody knows what it does. */
  private static final Pattern APPLICATION =
      Pattern.compile(
          "(?:my|your|mon|ma)?(?:web)?(?:app|application|api|web|site|backend|frontend|server|service|client|worker|image|proxy|gateway)");

  /** What is called one's own: nobody calls a container so and forgets its option. */
  private static final Pattern OWN = Pattern.compile("(?:my|your|mon|ma)(?=[a-z]{3})");

  /**
   * The same in English, or where it stands apart: a container's name in the wrong place says that
   * it is one.
   */
  private static final Pattern OWN_AND_APART =
      Pattern.compile(
          "(?:(?:my|your|mon|ma|mi|mein)[_-]|(?:my|your)(?=[a-z]{3}))(?!.*cont(?:ain|en)e).*");

  private static final String OFTEN = "(ubuntu|debian|alpine|busybox|nginx|httpd)";

  /** An official image's name with more letters at one end: {@code netubuntu}. */
  private static final Pattern WITHIN =
      Pattern.compile("[a-z]{2,}" + OFTEN + "|" + OFTEN + "[a-z]{2,}");

  private static final Pattern WEB = Pattern.compile("web|www|http|site|website|webserver");

  /** What an application is written in, of whose image that is no more than the ground. */
  private static final Set<String> LANGUAGES =
      Set.of("python", "node", "ruby", "php", "golang", "openjdk", "perl");

  /** One that its author has built, and never called by a name. */
  private static final Pattern ID = Pattern.compile("[0-9a-f]{12}(?::latest)?");

  /** A shell for whoever looks, and something to look at for who does not. */
  private static final String STAYS = "CMD [\"sh\",\"-c\",\"[ -t 0 ] && exec sh || exec %s\"]";

  /** The same for an application, whatever program of its own it is told to run. */
  private static final String STAYS_AN_APPLICATION =
      "ENTRYPOINT [\"sh\",\"-c\",\"command -v \\\"$1\\\" >/dev/null && exec \\\"$@\\\"; [ -t 0 ] &&"
          + " exec sh || exec %s\",\"sh\"]";

  /** One tool, in whatever distribution: that is what such an image runs. */
  private static final Pattern TOOL =
      Pattern.compile(
          "(?:.*/)?(?:(?:alpine|ubuntu|debian|docker)[_-])?"
              + "(curl|dig|iperf3?|mtr|netcat|nmap|socat|tcpdump|traceroute|wget)"
              + "(?:[_-](?:alpine|ubuntu|debian|docker))?(?::[^/]*)?");

  /** The same tool for whoever names none; a shell for who asks for no more than a terminal. */
  private static final String RUNS_TOOL =
      "ENTRYPOINT [\"sh\",\"-c\",\"command -v \\\"$1\\\" >/dev/null && exec \\\"$@\\\"; [ $# = 0 ]"
          + " && [ -t 0 ] && exec sh; exec %s \\\"$@\\\"\",\"sh\"]";

  private static final String SLEEPS = "sleep infinity";

  private static final String SERVES = "httpd -f -h /srv -p ";

  private static final String TOOLBOX = "nicolaka/netshoot";

  /** Something that stays, and can be reached. */
  private static final String PLAIN = "alpine";

  private static final Map<String, String> OTHER_NAMES =
      Map.of("apache", "httpd", "postgresql", "postgres", "mongodb", "mongo");

  private static final String DEBIAN_TOOLS =
      "apt-get update && apt-get install -y iproute2 iputils-ping net-tools curl dnsutils"
          + " bridge-utils tcpdump iptables";
  private static final String ALPINE_TOOLS =
      "apk add bash busybox-extras curl iproute2 bind-tools tcpdump iptables";

  /** What puts tools into a distribution. */
  private static final Map<String, String> DISTRIBUTIONS =
      Map.of(
          "ubuntu", DEBIAN_TOOLS,
          "debian", DEBIAN_TOOLS,
          "alpine", ALPINE_TOOLS);

  /** The variables that let the databases start without a password, as an author's do. */
  private static final Map<String, String> OPEN =
      Map.of(
          "postgres", "POSTGRES_HOST_AUTH_METHOD",
          "mysql", "MYSQL_ALLOW_EMPTY_PASSWORD",
          "mariadb", "MARIADB_ALLOW_EMPTY_ROOT_PASSWORD");

  private final HostLine run;

  /** The images by name, and what each was made of. */
  private final Map<String, String> made = new HashMap<>();

  /** Images that the deck would have built, but for what it needs and is not here. */
  private final Set<String> built = new HashSet<>();

  /**
   * The images of an author.
   *
   * @param run does what the author did, unseen, and gives its status
   */
  OwnImages(HostLine run) {
    this.run = run;
  }

  /** The images by name, and of what each was made. */
  Map<String, String> made() {
    return Map.copyOf(made);
  }

  /** Their names, as containers have them. */
  Set<String> names() {
    return made.keySet();
  }

  /**
   * An image in the place of one whose making a deck does not show.
   *
   * @param command what builds it
   * @param directory what it is built of; it is called so where nothing else is said
   * @return its name
   */
  String standIn(String command, String directory) {
    Matcher build = BUILD.matcher(command);
    String last =
        directory.replaceFirst("/+$", "").replaceFirst(".*/", "").toLowerCase(Locale.ROOT);
    String name = build.find() ? build.group(1) : last.matches("[a-z][\\w-]*") ? last : "app";
    String of = base(name).orElse(PLAIN);
    made.put(name, of);
    build(name, of, SLEEPS);
    return name;
  }

  /** A command has failed: where it builds an image, its author had that all the same. */
  void failed(String command) {
    Matcher build = BUILD.matcher(command);
    if (build.find()) {
      built.add(build.group(1).replaceFirst(":.*", ""));
    }
  }

  /**
   * Makes the image that an engine has refused, if its name tells of what.
   *
   * @param command what was refused
   * @param refusal the engine's words
   */
  Optional<String> make(String command, String refusal) {
    Matcher refused = REFUSED.matcher(refusal);
    if (!refused.find()) {
      return Optional.empty();
    }
    String name =
        refused.group(1) != null
            ? refused.group(1)
            : refused.group(2) != null ? refused.group(2) : refused.group(3);
    boolean unseen = built.contains(name.replaceFirst(":.*", ""));
    // A number behind the name of an image is a container's name in the wrong place; one that has
    // its name already is of an application, and one that is to run a tool has it.
    String bare = name.replaceFirst(":latest$", "");
    boolean namesake =
        (command.replace("--name=", "--name ") + " ").contains(" --name " + bare + " ");
    boolean slip =
        bare.matches("[a-z]+\\d*")
            && !namesake
            && !OWN.matcher(bare).lookingAt()
            && !WITHIN.matcher(bare).matches()
            && !(APPLICATION.matcher(bare).matches() && command.contains(" --name"))
            && !(TOOLS.matcher(bare).matches() && runsTool(bare, command))
            && !unseen;
    if (slip || made.containsKey(name) || !REFERENCE.matcher(name).matches()) {
      return Optional.empty();
    }
    Optional<String> base =
        base(name).or(() -> Optional.of(PLAIN).filter(of -> unseen || namesake));
    base.ifPresent(
        of -> {
          made.put(name, of);
          build(name, of, serves(of, command));
        });
    return base;
  }

  /** Whether a shell or a tool is what a command has an image run. */
  private static boolean runsTool(String image, String command) {
    Matcher told = Pattern.compile("\\s" + image + "\\s+(?:/bin/)?([\\w.-]+)").matcher(command);
    return told.find()
        && (told.group(1).matches("(?:ba|a)?sh|nsenter")
            || MissingTools.isInstallable(told.group(1)));
  }

  private Optional<String> base(String name) {
    Matcher tool = TOOL.matcher(name);
    if (tool.matches()) {
      return Optional.of(tool.group(1).equals("netcat") ? PLAIN : TOOLBOX);
    }
    List<String> words = words(name);
    for (String word : words) {
      String official = OTHER_NAMES.getOrDefault(word, word);
      boolean application = LANGUAGES.contains(official) && words.size() > 1;
      if (!TOOLS.matcher(official).matches()
          && !application
          && run.run("docker pull -q " + official) == 0) {
        return Optional.of(official);
      }
    }
    if (words.stream().anyMatch(word -> TOOLS.matcher(word).matches())) {
      return Optional.of(TOOLBOX);
    }
    if (words.stream().anyMatch(word -> WEB.matcher(word).matches())) {
      return Optional.of("nginx");
    }
    boolean authors =
        name.contains("/")
            || name.matches("[^:]+:(?!latest$).*")
            || ID.matcher(name).matches()
            || OWN_AND_APART.matcher(name).matches();
    return authors || words.stream().anyMatch(word -> APPLICATION.matcher(word).matches())
        ? Optional.of(PLAIN)
        : Optional.empty();
  }

  /** What an image does whose container nobody looks into. */
  private static String serves(String base, String command) {
    Matcher port = PORT.matcher(command);
    return base.equals(PLAIN) && port.find() ? SERVES + port.group(1) : SLEEPS;
  }

  /** The words of the last part of a name and of its tag, without numbers at their ends. */
  private static List<String> words(String name) {
    Set<String> words = new LinkedHashSet<>();
    for (String word : name.substring(name.lastIndexOf('/') + 1).split("[:._-]")) {
      String letters = word.replaceAll("\\d+$", "");
      if (letters.matches("[a-z]{3,20}") && !letters.equals("latest")) {
        words.add(letters);
        words.add(OWN.matcher(letters).replaceFirst(""));
        Matcher within = WITHIN.matcher(letters);
        if (within.matches()) {
          words.add(within.group(1) == null ? within.group(2) : within.group(1));
        }
      }
    }
    return new ArrayList<>(words);
  }

  private void build(String name, String base, String command) {
    String tools = base.equals(TOOLBOX) ? "true" : DISTRIBUTIONS.get(base);
    if (OPEN.containsKey(base)) {
      String lines = "FROM " + base + "\\nENV " + OPEN.get(base) + "=trust\\n";
      run.run("printf '" + lines + "' | docker build -q -t " + name + " -");
      return;
    }
    if (tools == null) {
      run.run("docker tag " + base + " " + name);
      return;
    }
    String builder = "build-" + name.replaceAll("[^a-z0-9]", "-");
    String page = base.equals(PLAIN) ? " && mkdir -p /srv && echo OK > /srv/index.html" : "";
    run.run("docker run --name " + builder + " " + base + " sh -c '" + tools + page + "'");
    Matcher tool = TOOL.matcher(name);
    String stays =
        tool.matches()
            ? RUNS_TOOL.formatted(tool.group(1).replace("netcat", "nc"))
            : (base.equals(PLAIN) ? STAYS_AN_APPLICATION : STAYS).formatted(command);
    run.run("docker commit -c '" + stays + "' " + builder + " " + name);
    run.run("docker rm " + builder);
  }
}

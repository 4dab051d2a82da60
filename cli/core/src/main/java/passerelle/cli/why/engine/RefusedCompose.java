package passerelle.cli.why.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import passerelle.addr.IpAddress;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.typed.ComposeText;
import passerelle.cli.why.typed.Makers;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.Spot;
import passerelle.engine.Container;
import passerelle.engine.compose.Project;
import passerelle.network.Network;
import passerelle.text.Nearest;

/**
 * What a Compose file asks for and Docker refuses, mended in the file.
 *
 * @param deed the command that was refused
 */
public record RefusedCompose(Lab lab, Deed deed) {
  private static final Pattern LOOPBACK = Pattern.compile("(localhost|127\\.0\\.0\\.1)(:\\d+)?");

  /** The client that a server's image has beside it, as it asks whether the server is there. */
  private static final Map<String, String> CLIENTS =
      Map.of(
          "redis-server", "redis-cli ping",
          "postgres", "pg_isready -U postgres",
          "mysqld", "mysqladmin ping",
          "mariadbd", "healthcheck.sh --connect");

  private static final Pattern URL = Pattern.compile("https?://[^\\s\"',\\]|]+");
  private static final int MOST_FILES = 4;
  private static final String SEARCH =
      "find /home /opt /root /srv /tmp -maxdepth 4 -name '*compose.y*ml'";
  private static final Pattern SUBNET = Pattern.compile("subnet: *[\"']?([0-9./]+)");

  private Optional<ComposeText> file() {
    return ComposeText.of(lab, deed);
  }

  /** There is no file where the command was typed; there are others, elsewhere. */
  public Diagnosis noFile() {
    Spot spot = new Spot(lab, deed.machine());
    Stream<String> known =
        lab.engine().containers().stream()
            .flatMap(
                c -> Stream.ofNullable(c.spec().labels().get(Project.LABEL + ".config_files")));
    Stream<String> found = lab.isSimulated() ? spot.output(SEARCH).lines() : known;
    Diagnosis missing = Diagnosis.of(Cause.COMPOSE_FILE_MISSING, spot.output("pwd").strip());
    for (String path : found.distinct().limit(MOST_FILES).toList()) {
      String line =
          deed.typed()
              .line()
              .replaceFirst("\\bdocker([ -])compose\\b", "docker$1compose -f " + path);
      missing =
          missing.or(new Remedy(List.of(new Remedy.Step(deed.machine(), line)), Optional.empty()));
    }
    return missing;
  }

  /** The file asks for something that it does not declare. */
  public Optional<Diagnosis> undefined(String service, String part, String name) {
    return file()
        .map(
            text -> {
              Diagnosis missing =
                  Diagnosis.of(Cause.COMPOSE_UNDECLARED, service, text.path(), name);
              List<Integer> block = text.service(service);
              for (String near : Nearest.of(name, text.names(part))) {
                missing =
                    missing.or(
                        text.replacing(block.subList(1, block.size()), name, near)
                            .map(edit -> text.edited(List.of(edit))));
              }
              return missing.or(
                  part.equals("services")
                      ? withoutWaiting(text, block, name)
                      : declared(text, part, name));
            });
  }

  /** The command names a service that the file has not. */
  public Optional<Diagnosis> unknown(String service) {
    Optional<ComposeText> file = file().filter(text -> !text.names("services").contains(service));
    return file.map(
        text ->
            Diagnosis.of(Cause.SERVICE_UNKNOWN, service, text.path())
                .or(
                    Nearest.of(service, text.names("services")).stream()
                        .map(near -> deed.typed().line().replaceFirst(word(service), near))
                        .map(line -> Remedy.at(deed.machine(), line))
                        .toList()));
  }

  private static String word(String name) {
    return "(?<![\\w.-])" + Pattern.quote(name) + "(?![\\w.-])";
  }

  private Optional<Remedy> declared(ComposeText text, String part, String name) {
    int top = text.part(part);
    String up = text.command("up -d");
    return Optional.of(
        top < 0
            ? Remedy.onHost("printf '" + part + ":\\n  " + name + ":\\n' >> " + text.path(), up)
            : text.edited(List.of(ComposeText.after(top, 2, name + ":"))));
  }

  private static Optional<Remedy> withoutWaiting(
      ComposeText text, List<Integer> service, String name) {
    List<Integer> waits = text.key(service, "depends_on");
    return waits.size() == 2 || waits.size() == 1 && !text.lines().get(waits.get(0)).contains(",")
        ? Optional.of(text.edited(List.of(ComposeText.without(waits))))
        : waits.stream()
            .skip(1)
            .filter(i -> text.lines().get(i).strip().matches("- *" + Pattern.quote(name)))
            .findFirst()
            .map(i -> text.edited(List.of(ComposeText.without(List.of(i)))));
  }

  /** The address of another container: the next one that is free. */
  public Optional<Remedy> otherAddress(Container failed, String address) {
    int dot = address.lastIndexOf('.');
    List<String> used =
        lab.engine().containers().stream()
            .flatMap(c -> Engines.endpoints(c).stream())
            .flatMap(e -> e.address().stream())
            .map(IpAddress::toString)
            .toList();
    return IntStream.range(dot < 0 ? 255 : Integer.parseInt(address.substring(dot + 1)) + 1, 255)
        .mapToObj(last -> address.substring(0, dot + 1) + last)
        .filter(other -> !used.contains(other))
        .findFirst()
        .flatMap(other -> inService(failed, address, other));
  }

  /** Another name in the file for a container whose name is somebody else's. */
  public Optional<Remedy> otherName(String name) {
    String free =
        IntStream.range(2, 100)
            .mapToObj(number -> name + "-" + number)
            .filter(other -> Engines.called(lab, other).isEmpty())
            .findFirst()
            .orElse(name);
    return file()
        .flatMap(
            text ->
                IntStream.range(0, text.lines().size())
                    .filter(
                        i ->
                            text.lines()
                                .get(i)
                                .strip()
                                .matches(
                                    "container_name: *[\"']?" + Pattern.quote(name) + "[\"']?"))
                    .boxed()
                    .findFirst()
                    .map(i -> (i + 1) + "s/container_name: .*/container_name: " + free + "/")
                    .map(edit -> text.edited(List.of(edit))));
  }

  /** The container of a service of the file. */
  public Optional<Container> container(String service) {
    return file()
        .flatMap(
            text ->
                lab.engine().containers().stream()
                    .filter(c -> ComposeText.service(c).equals(service))
                    .filter(c -> ComposeText.of(lab, c).filter(text::equals).isPresent())
                    .findFirst());
  }

  /** Compose starts nothing that waits for a container whose health check fails. */
  public Optional<Diagnosis> unhealthy(String name) {
    return Engines.called(lab, name)
        .map(
            c ->
                Diagnosis.of(Cause.UNHEALTHY, name, LastWords.checked(c))
                    .by(new Makers(lab, Optional.empty()).of(c))
                    .or(checking(c).stream().map(this::waiting).toList()));
  }

  /** Nor anything that waits for one that no health check looks at. */
  public Optional<Diagnosis> unchecked(String name) {
    return Engines.called(lab, name)
        .flatMap(c -> ComposeText.of(lab, c).map(text -> unchecked(text, c)));
  }

  private Diagnosis unchecked(ComposeText text, Container container) {
    String service = ComposeText.service(container);
    List<String> lines = text.lines();
    Diagnosis found =
        Diagnosis.of(Cause.HEALTHCHECK_MISSING, service)
            .by(new Makers(lab, Optional.empty()).of(container));
    return IntStream.range(1, lines.size())
        .filter(i -> lines.get(i - 1).strip().equals(service + ":"))
        .boxed()
        .flatMap(i -> text.replacing(List.of(i), "service_healthy", "service_started").stream())
        .findFirst()
        .map(edit -> found.or(text.edited(List.of(edit))))
        .orElse(found);
  }

  /** Only who waits for it learns that it is healthy. */
  private Remedy waiting(Remedy remedy) {
    return deed.typed().line().contains("--wait")
        ? new Remedy(
            remedy.steps().stream()
                .map(s -> new Remedy.Step(s.place(), s.line().replaceFirst(" up -d$", "$0 --wait")))
                .toList(),
            remedy.instead())
        : remedy;
  }

  /** A health check asks a port on which the container does not listen. */
  private List<Remedy> checking(Container container) {
    return ComposeText.of(lab, container).map(text -> checking(text, container)).orElse(List.of());
  }

  private List<Remedy> checking(ComposeText text, Container container) {
    List<Integer> check = text.key(text.service(ComposeText.service(container)), "healthcheck");
    Stream<Remedy> otherPort =
        check.stream()
            .flatMap(i -> LOOPBACK.matcher(text.lines().get(i)).results())
            .flatMap(
                asked ->
                    container.sandbox().stream()
                        .flatMap(s -> Engines.sockets(lab, s.netns()).stream())
                        .flatMap(
                            s ->
                                text
                                    .replacing(
                                        check, asked.group(), asked.group(1) + ":" + s.port())
                                    .stream()))
            .map(edit -> text.edited(List.of(edit)));
    // A program may take localhost for ::1, and try nothing else.
    Stream<Remedy> byIpv4 =
        check.stream()
            .flatMap(i -> text.replacingText(i, "localhost", "127.0.0.1").stream())
            .map(edit -> text.edited(List.of(edit)));
    List<Integer> test = text.key(check, "test");
    Stream<Remedy> otherWay = test.isEmpty() ? Stream.of() : asking(text, container, test);
    return Stream.of(byIpv4, otherPort, otherWay).flatMap(remedies -> remedies).toList();
  }

  /** It asks by a program that the image lacks: by another one. */
  private Stream<Remedy> asking(ComposeText text, Container container, List<Integer> test) {
    Stream<String> own =
        container.sandbox().stream()
            .flatMap(s -> Engines.sockets(lab, s.netns()).stream())
            .flatMap(s -> Stream.ofNullable(CLIENTS.get(s.process())));
    Stream<String> fetching =
        test.stream()
            .flatMap(i -> URL.matcher(text.lines().get(i)).results())
            .map(url -> "wget -qO /dev/null " + url.group());
    return Stream.concat(own.distinct(), fetching)
        .map(
            words -> {
              String edit = test.get(0) + 1 + "s|test:.*|test: " + words + "|";
              List<Integer> rest = test.subList(1, test.size());
              return text.edited(
                  rest.isEmpty() ? List.of(edit) : List.of(edit, ComposeText.without(rest)));
            });
  }

  /** The stack of another container: of a service of the file, or of one with a name like that. */
  public List<Remedy> joining(Container failed, String name) {
    String asked = "container:" + name;
    Stream<String> service =
        file().filter(text -> text.names("services").contains(name)).stream()
            .map(text -> "service:" + name);
    Stream<String> near =
        Nearest.of(name, lab.engine().containersByName().keySet()).stream()
            .map(other -> "container:" + other);
    return Stream.concat(service, near)
        .flatMap(other -> inService(failed, asked, other).stream())
        .toList();
  }

  private Optional<Remedy> inService(Container container, String word, String other) {
    return ComposeText.of(lab, container)
        .flatMap(
            text ->
                text.replacing(text.service(ComposeText.service(container)), word, other)
                    .map(edit -> text.edited(List.of(edit))));
  }

  /** An address that is outside of the network's subnet. */
  public Optional<Remedy> inside(String address, String network) {
    Optional<String> subnet =
        lab.engine().networks().stream()
            .filter(n -> n.name().equals(network))
            .flatMap(n -> n.subnet().stream())
            .map(Object::toString)
            .findFirst();
    return file()
        .flatMap(
            text ->
                subnet
                    .map(s -> s.replaceFirst("\\.\\d+/.*", ".10"))
                    .flatMap(
                        other ->
                            text.replacing(
                                IntStream.range(0, text.lines().size()).boxed().toList(),
                                address,
                                other))
                    .map(edit -> text.edited(List.of(edit))));
  }

  /** The ports of a service that lives in another one's namespace are that one's. */
  Optional<Remedy> publishedBy(String owner) {
    return file()
        .flatMap(
            text ->
                text.names("services").stream()
                    .map(text::service)
                    .filter(
                        s ->
                            !text.saying(text.key(s, "network_mode"), "service:" + owner).isEmpty())
                    .filter(s -> !text.key(s, "ports").isEmpty())
                    .findFirst()
                    .flatMap(guest -> moved(text, text.key(guest, "ports"), owner)));
  }

  private static Optional<Remedy> moved(ComposeText text, List<Integer> ports, String owner) {
    List<Integer> service = text.service(owner);
    List<Integer> there = text.key(service, "ports");
    if (service.isEmpty() || there.size() == 1 || there.size() > 1 && ports.size() == 1) {
      return Optional.empty();
    }
    int behind = (there.isEmpty() ? service : there).get(there.isEmpty() ? 0 : there.size() - 1);
    List<String> edits = new ArrayList<>(List.of(ComposeText.without(ports)));
    for (int line : there.isEmpty() ? ports : ports.subList(1, ports.size())) {
      int depth = text.depth(there.isEmpty() ? line : behind);
      edits.add(ComposeText.after(behind, depth, text.lines().get(line).strip()));
    }
    return Optional.of(text.edited(edits));
  }

  /** A subnet of the file that is another network's. */
  public Optional<Diagnosis> overlaps() {
    return file()
        .flatMap(text -> subnets(text).flatMap(s -> overlaps(text, s).stream()).findFirst());
  }

  private static Stream<String> subnets(ComposeText text) {
    return SUBNET.matcher(String.join("\n", text.lines())).results().map(found -> found.group(1));
  }

  private Optional<Diagnosis> overlaps(ComposeText text, String subnet) {
    List<Integer> whole = IntStream.range(0, text.lines().size()).boxed().toList();
    return Engines.overlapping(lab, subnet)
        .map(
            other ->
                Diagnosis.of(
                        Cause.SUBNET_TAKEN,
                        subnet,
                        other.name(),
                        other.subnet().map(Object::toString).orElse("?"))
                    .by(new Makers(lab, Optional.empty()).of(other))
                    .or(
                        IntStream.range(30, 34)
                            .mapToObj(third -> "10." + third + ".0.0/24")
                            .flatMap(free -> text.replacing(whole, subnet, free).stream())
                            .map(edit -> text.edited(List.of(edit)))
                            .toList()));
  }

  /** Compose calls the network "front" of the project "shop" shop_front. */
  public List<Remedy> otherProjects(String name) {
    Optional<ComposeText> text = file();
    List<Remedy> remedies = new ArrayList<>();
    for (Network network : lab.engine().networks()) {
      if (text.isPresent() && network.name().endsWith("_" + name)) {
        List<Integer> block = text.get().block("networks", name);
        text.get()
            .line(block, "name: " + network.name())
            .map(edit -> text.get().edited(List.of(edit)))
            .ifPresent(remedies::add);
      }
    }
    return remedies;
  }
}

package passerelle.cli.session;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import passerelle.addr.IpAddress;
import passerelle.cli.lab.Sites;
import passerelle.engine.Container;
import passerelle.network.Network;
import passerelle.scenarios.slides.Known;

/** What the words of a deck are names of in the lab, and what stands for them there. */
record DeckNames(Session session) implements Known {
  private static final Pattern NO_CONTAINER =
      Pattern.compile("(?im)no such container: ([\\w.-]+)$");

  /** What Compose has labelled its containers with. */
  private static final Pattern COMPOSED = Pattern.compile("(service|project)(?: name)?");

  /** As the engine names those that nobody names. */
  private static final Pattern GENERATED = Pattern.compile("[a-z]+_[a-z]+\\d?");

  @Override
  public Optional<String> fill(String words) {
    String asked = spaced(words);
    List<Container> all = session.lab().engines().containers();
    Optional<Container> container =
        all.stream()
            .filter(c -> (" " + asked + " ").contains(" " + spaced(c.name()) + " "))
            .findFirst()
            .or(() -> last(all, c -> c.isRunning() && address(c).isPresent()))
            .or(() -> last(all, Container::isRunning))
            .or(() -> all.stream().reduce((first, last) -> last));
    if (asked.matches(
        "machine|(?:public|host|server|vm|machine) (?:ip|addr.*)|ip of (?:the )?host")) {
      return new Sites(session.lab()).address(Whereabouts.HOST).map(IpAddress::toString);
    }
    if (asked.equals("somebody on the internet")) {
      return Optional.of(PublicNames.KNOWN_ADDRESS);
    }
    if (asked.startsWith("device ")) {
      return device(asked.substring("device ".length()));
    }
    if (asked.matches("(?:\\w+ )?(?:driver|type)(?: name)?")) {
      return Optional.of("bridge");
    }
    if (asked.equals("generated name")) {
      return all.stream()
          .map(Container::name)
          .filter(name -> GENERATED.matcher(name).matches())
          .reduce((first, last) -> last);
    }
    if (asked.equals("process")) {
      return container.flatMap(Container::process).map(process -> String.valueOf(process.pid()));
    }
    if (asked.matches("(?s).*\\bport\\b.*")) {
      return Optional.of(asked.matches("(?s).*(?:h[oô]te?|host).*") ? "8080" : "80");
    }
    if (asked.matches("options?|(?:image|nom|name|your|de|of|l'| )*image(?:name|nom|name| )*")) {
      return Optional.of(asked.startsWith("option") ? "-d" : "nginx");
    }
    if (asked.matches("(?s).*(?:\\bip\\b|addr|adress).*")) {
      return container.flatMap(DeckNames::address);
    }
    if (asked.matches("(?s).*(?:network|r[ée]seau|\\bnet\\b|\\bred\\b).*")) {
      return network(asked);
    }
    Matcher composed = COMPOSED.matcher(asked);
    if (composed.matches()) {
      String label = "com.docker.compose." + composed.group(1);
      return all.stream()
          .flatMap(c -> Optional.ofNullable(c.spec().labels().get(label)).stream())
          .reduce((first, last) -> last);
    }
    if (asked.equals("volume")) {
      return session.lab().engine().volumes().all().stream().map(v -> v.name()).findFirst();
    }
    return asked.matches("(?s).*(?:container|conteneur|\\bctr\\b|\\bid\\b|\\bcid\\b|name|nom).*")
        ? container.map(Container::name)
        : Optional.empty();
  }

  /** The network whose name is asked for by itself, else the last one that was made. */
  private Optional<String> network(String asked) {
    List<String> networks = session.lab().engine().networks().stream().map(Network::name).toList();
    return networks.stream()
        .filter(name -> asked.matches("(?:id|nom|name) (?:du |of )?(?:.* )?" + name + "(?: .*)?"))
        .findFirst()
        .or(
            () ->
                networks.stream()
                    .filter(name -> !name.matches("bridge|host|none"))
                    .reduce((first, last) -> last));
  }

  private static Optional<Container> last(List<Container> all, Predicate<Container> wanted) {
    return all.stream().filter(wanted).reduce((first, last) -> last);
  }

  /** A device of the machine: the one of that name, else the cable, or bridge, that came last. */
  private Optional<String> device(String name) {
    String kind = name.startsWith("br") ? "br-[0-9a-f]{12}" : "veth[0-9a-f]{7}";
    List<String> cables =
        new Sites(session.lab())
            .devices(Whereabouts.HOST).stream()
                .map(device -> device.name())
                .filter(device -> device.matches(kind))
                .toList();
    return cables.contains(name) || cables.isEmpty()
        ? Optional.of(name)
        : Optional.of(cables.get(cables.size() - 1));
  }

  /** As words: {@code <IP_OF_WEB_SERVER_1>} asks for that of {@code web-server-1}. */
  private static String spaced(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[_-]", " ");
  }

  private static Optional<String> address(Container container) {
    return container.attachments().values().stream()
        .flatMap(attachment -> attachment.endpoint().stream())
        .flatMap(endpoint -> endpoint.address().stream())
        .map(IpAddress::toString)
        .findFirst();
  }

  /**
   * Gives a name that a deck has made up to the container that was started last without one: its
   * author has named it off the slides.
   *
   * @param run does what the reader does, unseen, and gives its status
   * @return how; empty where the refusal tells of something else
   */
  Optional<String> lend(String refusal, HostLine run) {
    Matcher absent = NO_CONTAINER.matcher(refusal);
    if (!absent.find()) {
      return Optional.empty();
    }
    return session.lab().engine().containers().stream()
        .reduce((first, last) -> last)
        .filter(last -> last.isRunning() && GENERATED.matcher(last.name()).matches())
        .map(last -> "docker rename " + last.name() + " " + absent.group(1))
        .filter(rename -> run.run(rename) == 0);
  }

  @Override
  public boolean isName(String word) {
    return Stream.concat(
            session.lab().engines().containers().stream().map(Container::name),
            session.lab().engine().networks().stream().map(Network::name))
        .anyMatch(word::equals);
  }

  @Override
  public boolean isNowhere(String address) {
    Sites sites = new Sites(session.lab());
    return IpAddress.parse(address)
        .filter(
            wanted ->
                session.lab().namespaces().stream()
                    .flatMap(netns -> sites.devices(netns).stream())
                    .flatMap(device -> device.inet().stream())
                    .noneMatch(inet -> inet.address().prefix().contains(wanted)))
        .isPresent();
  }

  @Override
  public boolean isId(String word) {
    return Stream.concat(
            session.lab().engines().containers().stream().map(Container::id),
            session.lab().engine().networks().stream().map(Network::id))
        .anyMatch(id -> id.startsWith(word));
  }

  @Override
  public boolean isProcess(String number) {
    return session.lab().engines().containers().stream()
        .flatMap(container -> container.process().stream())
        .anyMatch(process -> String.valueOf(process.pid()).equals(number));
  }
}

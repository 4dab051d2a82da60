package passerelle.cli.why;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.Sites;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.question.Names;
import passerelle.cli.why.question.Question;
import passerelle.cli.why.typed.ComposeText;
import passerelle.cli.why.typed.Makers;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.RunLine;
import passerelle.cli.why.typed.Spot;
import passerelle.engine.Container;
import passerelle.lab.LabTopology;

/**
 * A command that asks a proxy instead of the server that it names, since an option, or a variable
 * of its environment, says so.
 *
 * @param lab the lab as it is
 * @param last the command
 * @param went what it wanted to reach, by its packets
 */
record Proxies(Lab lab, Deed last, Question went) {
  private static final Pattern URL = Pattern.compile("http(s?)://([^/:\\s'\"]+)(?::(\\d+))?");

  /** What leads to a proxy in the words of a command, the proxy in the last group. */
  private static final Pattern OPTION =
      Pattern.compile(
          "(?:(?<=\\s)(?:-x|--proxy)[ =]?|(?:(?<=\\s)(?:-e|--env)[ =]?)?"
              + "(?<![\\w-])(?:https?|all|HTTPS?|ALL)_(?:proxy|PROXY)=)"
              + "['\"]?(?:https?://)?([^\\s/'\"]+)/?['\"]?\\s?");

  private static final Pattern VARIABLE =
      Pattern.compile("(?i)(?:https?|all)_proxy=(?:https?://)?([^/]+)/?");

  /** The settings of root's docker client. */
  private static final String CLIENT = "/root/.docker/config.json";

  private static final Pattern CLIENT_PROXY =
      Pattern.compile("\"(?:https?|all)Proxy\"\\s*:\\s*\"([^\"\\\\]+)\"");

  private static final String UNPROXIED = "no_proxy=";

  /** Where the proxy is told, and what tells past it. */
  private record Told(String where, Optional<String> author, List<Remedy> remedies) {}

  /** The proxy that has not answered; empty where none was asked. */
  Optional<Diagnosis> diagnosis() {
    String line = last.typed().line();
    Matcher url = URL.matcher(OPTION.matcher(line).replaceAll(""));
    if (!url.find()) {
      return Optional.empty();
    }
    String server = url.group(2);
    String usual = url.group(1).isEmpty() ? "80" : "443";
    String port = url.group(3) == null ? usual : url.group(3);
    if (server.equals(went.host()) && port.equals(String.valueOf(went.port()))) {
      return Optional.empty();
    }
    return inWords()
        .or(this::inClient)
        .or(() -> inContainer(server))
        .or(() -> inShell(server))
        .map(
            told ->
                Diagnosis.of(Cause.PROXY_ASKED, went.from(), server, told.where(), went.target())
                    .by(told.author())
                    .or(told.remedies()));
  }

  private boolean isProxy(String text) {
    String proxy = text.replaceFirst(".*@", "");
    // Where its name is not found, nothing is known of the port.
    return proxy.equals(went.target())
        || proxy.endsWith(":" + went.port()) && leadsTo(proxy.replaceFirst(":\\d+$", ""))
        || went.port() == 0 && proxy.replaceFirst(":\\d+$", "").equals(went.host());
  }

  private boolean leadsTo(String name) {
    Sites sites = new Sites(lab);
    return sites
        .find(went.from())
        .or(() -> sites.find(LabTopology.HOST))
        .filter(
            site ->
                new Names(lab)
                    .of(site, name).addresses().stream()
                        .anyMatch(address -> address.toString().equals(went.host())))
        .isPresent();
  }

  private Optional<Told> inWords() {
    String line = last.typed().line();
    Matcher option = OPTION.matcher(line);
    if (!option.find() || !isProxy(option.group(1))) {
      return Optional.empty();
    }
    Remedy without = Remedy.at(last.machine(), option.replaceFirst(""));
    return Optional.of(new Told(option.group().strip(), Optional.empty(), List.of(without)));
  }

  /** What the docker client tells every container that it makes. */
  private Optional<Told> inClient() {
    Spot host = new Spot(lab, LabTopology.HOST);
    return lab.kernel().spaces().readFile(LabTopology.HOST, CLIENT).stream()
        .flatMap(text -> CLIENT_PROXY.matcher(text).results())
        .map(found -> found.group(1))
        .filter(proxy -> isProxy(proxy.replaceFirst("^https?://", "").replaceFirst("/$", "")))
        .filter(proxy -> last.typed().line().contains("docker"))
        .findFirst()
        .map(
            proxy -> {
              Remedy without = Remedy.onHost("sed -i 's|" + proxy + "||' " + CLIENT);
              Remedy made =
                  Engines.called(lab, went.from()).map(this::again).orElse(Remedy.NOTHING);
              return new Told(
                  CLIENT,
                  host.written(".docker/config.json").or(() -> host.written("config.json")),
                  List.of(
                      without
                          .then(made)
                          .then(new Remedy.Step(last.machine(), last.typed().line()))));
            });
  }

  private Remedy again(Container container) {
    return ComposeText.of(lab, container)
        .map(text -> text.command("up -d --force-recreate"))
        .map(Remedy::onHost)
        .orElseGet(() -> RunLine.of(container, new Makers(lab, Optional.empty())).again());
  }

  /** A variable that the container was made with. */
  private Optional<Told> inContainer(String server) {
    Optional<Container> asking =
        new Sites(lab).find(went.from()).flatMap(site -> Engines.at(lab, site));
    return asking.flatMap(
        c ->
            c.spec().process().environment().stream()
                .filter(this::isSetToProxy)
                .findFirst()
                .map(variable -> inContainer(c, variable, server)));
  }

  private boolean isSetToProxy(String variable) {
    Matcher proxy = VARIABLE.matcher(variable);
    return proxy.matches() && isProxy(proxy.group(1));
  }

  private Told inContainer(Container asking, String variable, String server) {
    Makers makers = new Makers(lab, Optional.empty());
    RunLine line = RunLine.of(asking, makers);
    Remedy.Step again = new Remedy.Step(last.machine(), last.typed().line());
    List<Remedy> remedies = new ArrayList<>();
    String unproxied =
        asking.spec().process().environment().stream()
            .filter(v -> v.toLowerCase(Locale.ROOT).startsWith(UNPROXIED))
            .findFirst()
            .orElse("");
    RunLine rest = line.omitting("-e", unproxied);
    String others = rest.equals(line) ? "" : unproxied.substring(UNPROXIED.length()) + ",";
    remedies.add(rest.with("-e", UNPROXIED + others + server).again().then(again));
    remedies.add(line.omitting("-e", variable).again().then(again));
    return new Told(variable, makers.of(asking), remedies);
  }

  /** A variable of the shell in which it was typed. */
  private Optional<Told> inShell(String server) {
    String prompt = last.typed().prompt();
    Optional<Deed> deed =
        lab.history().stream()
            .filter(d -> !d.isSame(last) && d.typed().prompt().equals(prompt))
            .filter(d -> !d.typed().line().startsWith("docker "))
            .filter(d -> OPTION.matcher(d.typed().line()).find())
            .reduce((a, b) -> b);
    return deed.map(
        d -> {
          Matcher option = OPTION.matcher(d.typed().line());
          String where = option.find() ? option.group().strip() : "";
          String line = last.typed().line();
          return new Told(
              where,
              Optional.of(d.told()),
              List.of(Remedy.at(last.machine(), UNPROXIED + server + " " + line)));
        });
  }
}

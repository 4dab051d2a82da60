package passerelle.engine.cli.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.engine.EngineException;
import passerelle.engine.Phrase;
import passerelle.engine.Trait;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.Labels;
import passerelle.engine.cli.NaturalOrder;
import passerelle.engine.cli.ParsedFlags;
import passerelle.engine.cli.Table;
import passerelle.gotemplate.GoTime;
import passerelle.gotemplate.GoValue;
import passerelle.network.EndpointSpec;
import passerelle.network.Network;

/** network ls, rm, connect and disconnect (docker/cli cli/command/network). */
public final class NetworkCommands {
  private static final String COLUMNS = "table {{.ID}}\\t{{.Name}}\\t{{.Driver}}\\t{{.Scope}}";

  private static final String RAW =
      """
      network_id: {{.ID}}
      name: {{.Name}}
      driver: {{.Driver}}
      scope: {{.Scope}}
      """;

  private NetworkCommands() {}

  public static int list(Invocation call) throws EngineException, CliException {
    ParsedFlags flags = call.flags();
    NetworkFilter filter = new NetworkFilter(call.engine(), flags.all("filter"));
    List<Network> networks = new ArrayList<>(call.engine().networks());
    networks.removeIf(n -> !filter.matches(n));
    networks.sort(Comparator.comparing(Network::name, NaturalOrder.NAMES));
    boolean truncate = !flags.on("no-trunc");
    List<GoValue> rows = networks.stream().map(n -> row(call, n, truncate)).toList();
    String format = call.listFormat("networksFormat");
    boolean quiet = flags.on("quiet");
    String chosen =
        switch (format) {
          case "", "table" -> quiet ? "{{.ID}}" : COLUMNS;
          case "raw" -> quiet ? "network_id: {{.ID}}" : RAW;
          default -> format;
        };
    call.io().out(Table.print(chosen, header(), rows));
    return 0;
  }

  private static Map<String, String> header() {
    return Table.header(
        "ID=NETWORK ID,Name,Driver,Scope,IPv4,IPv6,Internal,Labels," + "CreatedAt=CREATED AT");
  }

  private static GoValue row(Invocation call, Network network, boolean truncate) {
    Labels labels = new Labels(network.spec().labels());
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("ID", truncate ? network.id().substring(0, 12) : network.id());
    fields.put("Name", network.name());
    fields.put("Driver", network.spec().driver());
    fields.put("Scope", network.scope());
    if (call.style().has(Trait.KNOWS_IPV4_NETWORKS)) {
      fields.put("IPv4", "true");
    }
    fields.put("IPv6", "false");
    fields.put("Internal", String.valueOf(network.spec().internal()));
    fields.put("Labels", labels.text());
    fields.put("CreatedAt", GoTime.text(call.engine().date(network.created())));
    return labels.row("network.networkContext", fields);
  }

  public static int remove(Invocation call) {
    boolean force = call.flags().on("force");
    int status = 0;
    for (String argument : call.arguments()) {
      try {
        call.engine().removeNetwork(argument);
        call.line(argument);
      } catch (EngineException e) {
        if (!force || e.kind() != EngineException.Kind.NOT_FOUND) {
          call.refusal(e);
          status = 1;
        }
      }
    }
    if (status != 0) {
      call.io().err(call.style().says(Phrase.TRAILER));
    }
    return status;
  }

  /** The client looks at the network's name first, the engine at the container's. */
  private static String network(Invocation call) throws EngineException {
    String network = call.arguments().get(0);
    if (network.isEmpty()) {
      throw EngineException.unnamedNetwork();
    }
    return network;
  }

  public static int connect(Invocation call) throws EngineException, CliException {
    ParsedFlags flags = call.flags();
    Map<String, String> options = new LinkedHashMap<>();
    for (String option : flags.all("driver-opt")) {
      int equals = option.indexOf('=');
      if (equals < 0 || option.substring(0, equals).isBlank()) {
        throw new CliException("invalid key/value pair format in driver options\n", 1);
      }
      options.put(option.substring(0, equals).strip(), option.substring(equals + 1).strip());
    }
    EndpointSpec spec =
        new EndpointSpec(
            network(call),
            flags.text("ip"),
            flags.text("ip6"),
            Optional.empty(),
            flags.all("alias"),
            flags.all("link"),
            flags.all("link-local-ip"),
            options,
            flags.number("gw-priority").orElse(0));
    call.engine().connect(spec, call.arguments().get(1));
    return 0;
  }

  public static int disconnect(Invocation call) throws EngineException {
    call.engine().disconnect(network(call), call.arguments().get(1), call.flags().on("force"));
    return 0;
  }
}

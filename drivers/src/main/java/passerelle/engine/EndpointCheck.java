package passerelle.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.addr.Ipv4Address;
import passerelle.network.EndpointSpec;
import passerelle.network.Network;
import passerelle.network.SubnetSpec;

/** Refuses wishes for an endpoint that its network cannot grant (api/types/network/endpoint.go). */
final class EndpointCheck {
  private EndpointCheck() {}

  /** Throws with all that is wrong in one message. */
  static void check(EndpointSpec spec, Network network) throws EngineException {
    List<String> wrong = new ArrayList<>();
    if (spec.address().isPresent()) {
      address(spec.address().get(), network, wrong);
    }
    if (wrong.size() == 1) {
      throw EngineException.bad("invalid endpoint settings:\n" + wrong.get(0));
    } else if (!wrong.isEmpty()) {
      throw EngineException.bad("invalid endpoint settings:\n* " + String.join("\n* ", wrong));
    }
  }

  private static void address(String text, Network network, List<String> wrong) {
    if (!network.isUserDefined()) {
      wrong.add("user specified IP address is supported on user defined networks only");
    }
    Optional<Ipv4Address> address = Ipv4Address.parse(text);
    if (address.isEmpty()) {
      wrong.add("invalid IPv4 address: " + text);
    }
    SubnetSpec subnet = network.spec().subnet();
    if (!network.isUserDefined() || subnet.subnet().isEmpty()) {
      wrong.add(
          "user specified IP address is supported only when connecting to networks with user"
              + " configured subnets");
    } else if (address.filter(subnet.subnet().get()::contains).isEmpty()) {
      wrong.add("no configured subnet or ip-range contain the IP address " + text);
    }
  }
}

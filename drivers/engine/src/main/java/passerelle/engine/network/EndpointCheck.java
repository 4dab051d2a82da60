package passerelle.engine.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.engine.EngineException;
import passerelle.engine.Phrase;
import passerelle.engine.Wording;
import passerelle.network.EndpointSpec;
import passerelle.network.Network;

/** Refuses wishes for an endpoint that its network cannot grant (api/types/network/endpoint.go). */
public final class EndpointCheck {
  private static final String INVALID = "invalid endpoint settings:\n";
  private static final String NO_ADDRESS =
      "user specified IP address is supported on user defined networks only";

  private EndpointCheck() {}

  /** An address is asked for where there is no network of the container's own. */
  public static EngineException addressElsewhere() {
    return EngineException.bad(INVALID + NO_ADDRESS);
  }

  /** Throws with all that is wrong in one message. */
  public static void check(EndpointSpec spec, Network network, Wording wording)
      throws EngineException {
    List<String> wrong = new ArrayList<>();
    boolean addressed = spec.address().isPresent() || spec.address6().isPresent();
    if (addressed && !network.isUserDefined()) {
      wrong.add(NO_ADDRESS);
    }
    if (!spec.aliases().isEmpty() && !network.isUserDefined()) {
      wrong.add(wording.says(Phrase.ALIAS_REFUSED));
    }
    spec.address()
        .filter(a -> !isOne(Family.IPV4.parse(a)))
        .map("invalid IPv4 address: "::concat)
        .ifPresent(wrong::add);
    spec.address6()
        .filter(a -> !isOne(Family.IPV6.parse(a)))
        .map("invalid IPv6 address: "::concat)
        .ifPresent(wrong::add);
    for (String text : spec.linkLocal()) {
      if (!isOne(IpAddress.parse(text))) {
        wrong.add("invalid link-local IP address: " + text);
      }
    }
    spec.address().flatMap(a -> wording.addressRefused(a, network)).ifPresent(wrong::add);
    spec.address6().map(a -> wording.says(Phrase.ADDRESS_OUTSIDE, a)).ifPresent(wrong::add);
    wording.endpointOptionsRefused(spec).ifPresent(wrong::add);
    if (wrong.size() == 1) {
      throw EngineException.bad(INVALID + wrong.get(0));
    } else if (!wrong.isEmpty()) {
      throw EngineException.bad(INVALID + "* " + String.join("\n* ", wrong));
    }
  }

  private static boolean isOne(Optional<IpAddress> address) {
    return address.filter(a -> !a.isUnspecified()).isPresent();
  }
}

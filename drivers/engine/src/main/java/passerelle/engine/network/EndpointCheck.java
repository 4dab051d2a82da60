package passerelle.engine.network;

import java.util.ArrayList;
import java.util.List;
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
    if (spec.address().isPresent()) {
      address(spec.address().get(), network, wording, wrong);
    }
    if (spec.address6().isPresent()) {
      String text = spec.address6().get();
      boolean valid = Family.IPV6.parse(text).filter(a -> !a.isUnspecified()).isPresent();
      if (!valid) {
        wrong.add("invalid IPv6 address: " + text);
      }
      wrong.add(wording.says(Phrase.ADDRESS_OUTSIDE, text));
    }
    for (String text : spec.linkLocal()) {
      if (IpAddress.parse(text).filter(a -> !a.isUnspecified()).isEmpty()) {
        wrong.add("invalid link-local IP address: " + text);
      }
    }
    wording.endpointOptionsRefused(spec).ifPresent(wrong::add);
    if (wrong.size() == 1) {
      throw EngineException.bad(INVALID + wrong.get(0));
    } else if (!wrong.isEmpty()) {
      throw EngineException.bad(INVALID + "* " + String.join("\n* ", wrong));
    }
  }

  private static void address(String text, Network network, Wording wording, List<String> wrong) {
    if (Family.IPV4.parse(text).filter(a -> !a.isUnspecified()).isEmpty()) {
      wrong.add("invalid IPv4 address: " + text);
    }
    wording.addressRefused(text, network).ifPresent(wrong::add);
  }
}

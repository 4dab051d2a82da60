package passerelle.nginx;

import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.IpPrefix;

/** Who may have what: {@code allow}, {@code deny} and {@code auth_basic}. */
final class Access {
  private Access() {}

  static Optional<Decision> check(
      Location location, String client, Variables variables, Router router) {
    if (forbids(location.scope(), client)) {
      return Optional.of(router.error(403, location, "access forbidden by rule"));
    }
    String realm = variables.fill(location.scope().value("auth_basic").orElse("off"));
    if (!realm.equals("off") && variables.get("http_authorization").isEmpty()) {
      return Optional.of(router.error(401, location, ""));
    }
    return Optional.empty();
  }

  /** The rules of the innermost block that has any decide. */
  static boolean forbids(Scope innermost, String client) {
    for (Scope scope = innermost; scope != null; scope = scope.outer().orElse(null)) {
      Optional<Boolean> rule = rule(scope, client);
      if (rule.isPresent()) {
        return !rule.get();
      }
    }
    return false;
  }

  /** What the first rule that fits says; empty where there is none. */
  private static Optional<Boolean> rule(Scope scope, String client) {
    boolean any = false;
    for (Directive each : scope.directives()) {
      boolean allow = each.name().equals("allow");
      if (allow || each.name().equals("deny")) {
        any = true;
        if (covers(each.argument(0), client)) {
          return Optional.of(allow);
        }
      }
    }
    return any ? Optional.of(true) : Optional.empty();
  }

  private static boolean covers(String who, String client) {
    if (who.equals("all") || who.equals(client)) {
      return true;
    }
    Optional<IpPrefix> prefix = Family.IPV4.parsePrefix(who);
    Optional<IpAddress> address = Family.IPV4.parse(client);
    return prefix.isPresent() && address.isPresent() && prefix.get().contains(address.get());
  }
}

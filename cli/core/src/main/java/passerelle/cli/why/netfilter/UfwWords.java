package passerelle.cli.why.netfilter;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.cause.Loss;
import passerelle.cli.why.cause.RuleStep;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.Spot;
import passerelle.netfilter.ChainReference;
import passerelle.netfilter.Hook;
import passerelle.netfilter.Table;

/** What ufw is told where it keeps the rules: its next reload takes away what is done beside it. */
final class UfwWords {
  private static final ChainReference USER = ChainReference.of(Table.FILTER, "ufw-user-input");

  private static final Map<Hook, String> DIRECTIONS =
      Map.of(Hook.INPUT, "incoming", Hook.OUTPUT, "outgoing", Hook.FORWARD, "routed");

  /** How the chains begin in which it keeps what it was told. */
  private static final String KEPT = "ufw-user-";

  private static final Pattern RULE =
      Pattern.compile("\\bufw (?:insert \\d+ )?((?:deny|reject|limit) .+)$");

  private UfwWords() {}

  private static boolean keeps(Lab lab, RuleStep step) {
    return lab.kernel().view().snapshot(step.netns()).rules().chain(USER).isPresent();
  }

  /** To let what was lost in or out by its port. */
  static List<Remedy> allowed(Lab lab, Loss loss, RuleStep step) {
    Optional<Hook> hook = loss.hook().filter(h -> h == Hook.INPUT || h == Hook.OUTPUT);
    boolean out = hook.filter(h -> h == Hook.OUTPUT).isPresent();
    // Who asks out of a network of Docker's is no reason to open the port to all.
    String allow =
        Filters.isOutOfNetwork(lab, loss) && !out
            ? "ufw allow in on " + loss.in().orElseThrow() + " to any port $2 proto $1"
            : "ufw allow " + (out ? "out " : "") + "$2/$1";
    return loss.packet()
        .map(Loss::service)
        .filter(service -> hook.isPresent() && !loss.isAnswer() && keeps(lab, step))
        .filter(service -> service.contains("--dport"))
        .map(service -> service.replaceFirst("-p (\\S+) --dport (\\S+)", allow))
        .map(new Spot(lab, step.netns())::doing)
        .orElse(List.of());
  }

  /** To let pass all that no rule is about, or to take back the rule that is. */
  static List<Remedy> undoing(Lab lab, Loss loss, RuleStep step) {
    Spot spot = new Spot(lab, step.netns());
    Optional<String> rule =
        step.chain().startsWith(KEPT)
            ? step.typed(lab)
                .map(RULE::matcher)
                .filter(Matcher::find)
                .map(typed -> "ufw delete " + typed.group(1))
            : Optional.empty();
    return rule.or(() -> direction(lab, loss, step).map(d -> "ufw default allow " + d))
        .map(spot::doing)
        .orElse(List.of());
  }

  private static Optional<String> direction(Lab lab, Loss loss, RuleStep step) {
    return step.isPolicy() && keeps(lab, step)
        ? loss.hook().map(DIRECTIONS::get).filter(direction -> direction != null)
        : Optional.empty();
  }

  /** What was typed for a policy, before ufw was switched on. */
  static Optional<String> typed(Lab lab, Loss loss, RuleStep step) {
    return direction(lab, loss, step)
        .flatMap(direction -> new Spot(lab, step.netns()).typed("ufw default", direction));
  }
}

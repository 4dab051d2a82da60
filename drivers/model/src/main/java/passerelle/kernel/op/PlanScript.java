package passerelle.kernel.op;

import java.util.List;
import passerelle.text.Language;
import passerelle.text.Messages;
import passerelle.text.WordList;

/**
 * Plans as a POSIX shell script that does by hand what they do: each operation is the command of
 * {@link CommandText}, under its reason as a comment. Run in namespaces of its own it leaves there
 * the state in which the plans leave the lab's kernel; the machine's own network it refuses to
 * touch.
 */
public final class PlanScript {
  private static final String ENCLOSURE =
      "unshare --net --mount --pid --fork --kill-child --mount-proc sh plan.sh bash";

  /** No namespace of the lab: a script is run outside of them all. */
  private static final String OUTSIDE = "";

  /**
   * What new namespaces copy from the machine's first one, where distributions set it
   * (net/ipv4/devinet.c:devinet_init_net, while net.core.devconf_inherit_init_net is 0).
   */
  private static final List<String> INHERITED =
      WordList.of(
          """
          net.ipv4.ip_forward=0 net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
          net.ipv4.conf.lo.rp_filter=0 net.ipv4.conf.default.promote_secondaries=0
          net.ipv4.conf.lo.promote_secondaries=0
          """);

  private final Messages reasons;
  private final Messages texts;
  private final CommandText commands = new CommandText(OUTSIDE);

  /** Scripts whose comments are in a language. */
  public PlanScript(Language language) {
    reasons = Messages.of(language, "passerelle/driver/messages");
    texts = Messages.of(language, "passerelle/kernel/messages");
  }

  /**
   * A part of a script.
   *
   * @param title what it does: a docker command, or a few words
   * @param plan how it is done
   */
  public record Chapter(String title, Plan plan) {}

  /**
   * The script.
   *
   * @param machine the machine on which one looks at the outcome
   * @param chapters all that was done since there was no namespace, in order
   */
  public String of(String machine, List<Chapter> chapters) {
    StringBuilder out = new StringBuilder("#!/bin/sh\n");
    head(machine, out);
    for (Chapter chapter : chapters) {
      out.append("\n# ---- ").append(oneLine(chapter.title())).append('\n');
      chapter.plan().steps().forEach(step -> step(step, out));
    }
    return out.append("\n[ $# -eq 0 ] || exec \"$@\"\n").toString();
  }

  private void head(String machine, StringBuilder out) {
    comment("script.what", out);
    comment("script.what.more", out);
    comment("script.how", out);
    out.append("#\n#     ").append(ENCLOSURE).append("\n#\n");
    comment("script.then", out);
    comment("script.then.more", out, "ip netns exec " + machine + " bash", machine);
    comment("script.needs", out);
    out.append("set -eu\n\n");
    comment("script.guard", out);
    out.append("if [ -n \"$(ip -o link show up)\" ]; then\n  cat >&2 <<'END'\nplan.sh: ");
    out.append(texts.get("script.refuse", ENCLOSURE)).append("\nEND\n  exit 1\nfi\n\n");
    comment("script.run", out);
    out.append("mount -t tmpfs tmpfs /run\n\n");
    comment("script.defaults", out);
    out.append("defaults() {\n  ip netns exec \"$1\" sysctl -q -w");
    INHERITED.forEach(setting -> out.append(" \\\n    ").append(setting));
    out.append("\n}\n");
  }

  private void comment(String key, StringBuilder out, Object... arguments) {
    out.append("# ").append(texts.get(key, arguments)).append('\n');
  }

  private void step(PlanStep step, StringBuilder out) {
    Why why = step.why();
    String reason = reasons.get(why.key(), why.arguments().toArray());
    out.append("# ").append(oneLine(reason)).append('\n').append(command(step.op())).append('\n');
    if (step.op() instanceof KernelOp.AddNetns add) {
      out.append("defaults ").append(add.netns()).append('\n');
    }
  }

  /** Commands that report that nobody answered, or that there was nothing, may do so. */
  private String command(KernelOp op) {
    String command = commands.of(op);
    return op instanceof KernelOp.AnnounceAddress || op instanceof KernelOp.ForgetConnections
        ? "{ " + command + "; } || true"
        : command;
  }

  /** Nothing in a comment may end it. */
  private static String oneLine(String text) {
    return text.replaceAll("\r\n|[\\p{Cntrl}\u2028\u2029]", " ");
  }
}

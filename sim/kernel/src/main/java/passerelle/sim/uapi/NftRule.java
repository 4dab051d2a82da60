package passerelle.sim.uapi;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import passerelle.netfilter.JumpTarget;
import passerelle.netfilter.Target;

/**
 * A rule of nftables ({@code NFTA_RULE_EXPRESSIONS}).
 *
 * @param statements in their order
 * @param comment empty for none
 */
public record NftRule(List<Statement> statements, String comment) {

  /**
   * One thing that the rule asks or does.
   *
   * @param text as nft lists it; of a counter, without its values
   */
  public record Statement(NftExpression does, String text) {
    private Statement renamed(String chain, String name) {
      return does instanceof NftExpression.Apply apply
              && apply.target() instanceof JumpTarget jump
              && jump.chain().equals(chain)
          ? new Statement(
              new NftExpression.Apply(new JumpTarget(name, jump.isGoto())),
              text.replaceFirst(" .*", " ") + name)
          : this;
    }
  }

  /** As {@code nft -s list} writes it: without what counters have counted. */
  public String text() {
    List<String> words = new ArrayList<>();
    statements.forEach(statement -> words.add(statement.text()));
    return words(words);
  }

  /**
   * As {@code nft list} writes it.
   *
   * @param packets what its counter has counted
   */
  public String text(long packets, long bytes) {
    List<String> words = new ArrayList<>();
    for (Statement statement : statements) {
      boolean counts = statement.does() instanceof NftExpression.Counter;
      words.add(counts ? "counter packets " + packets + " bytes " + bytes : statement.text());
    }
    return words(words);
  }

  private String words(List<String> words) {
    return String.join(" ", words) + (comment.isEmpty() ? "" : " comment \"" + comment + "\"");
  }

  /** The same rule, where a chain it leads to has another name. */
  public NftRule renamed(String chain, String name) {
    return new NftRule(statements.stream().map(s -> s.renamed(chain, name)).toList(), comment);
  }

  /** All that it may do with a packet, verdicts included. */
  public Stream<Target> targets() {
    return statements.stream().map(Statement::does).flatMap(NftRule::targets);
  }

  private static Stream<Target> targets(NftExpression does) {
    if (does instanceof NftExpression.Apply apply) {
      return Stream.of(apply.target());
    }
    return does instanceof NftExpression.Choose choose
        ? choose.branches().stream().map(NftExpression.Branch::target)
        : Stream.of();
  }
}

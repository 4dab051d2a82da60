package passerelle.real.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import passerelle.netfilter.JumpTarget;
import passerelle.netfilter.Target;

/**
 * A packet's way through a table's chains, of which nf_tables tells only the rules that matched:
 * finds out which others it was compared with meanwhile.
 */
final class ChainWalk {
  /** Beyond the last rule of any chain. */
  private static final int END = Integer.MAX_VALUE - 1;

  private final Deque<Position> stack = new ArrayDeque<>();

  /** A chain, and the last rule in it that was looked at. */
  private record Position(String chain, int number) {}

  /** Rules of a chain that were looked at, the first and the last of them. */
  record Stretch(String chain, int from, int to) {}

  /** A rule of a chain matched; the rules passed by on the way there. */
  List<Stretch> to(String chain, int number) {
    if (!isIn(chain)) {
      stack.clear(); // Another built-in chain begins.
    }
    List<Stretch> passed = backTo(chain);
    int from = stack.isEmpty() ? 0 : stack.pop().number();
    stack.push(new Position(chain, number));
    passed.add(new Stretch(chain, from + 1, number - 1));
    return passed;
  }

  /** The end of a chain was reached; the rules passed by on the way there. */
  List<Stretch> through(String chain) {
    if (!isIn(chain)) {
      return List.of(); // A rule has said RETURN, and that was told already.
    }
    List<Stretch> passed = backTo(chain);
    int from = stack.pop().number();
    stack.push(new Position(chain, END));
    passed.add(new Stretch(chain, from + 1, END));
    return passed;
  }

  /** A built-in chain's policy decided; the rules passed by on the way there. */
  List<Stretch> toEnd(String chain) {
    List<Stretch> passed = backTo(chain);
    int from = stack.isEmpty() ? 0 : stack.peek().number();
    passed.add(new Stretch(chain, from + 1, END));
    stack.clear();
    return passed;
  }

  private boolean isIn(String chain) {
    return stack.stream().anyMatch(position -> position.chain().equals(chain));
  }

  /** Chains that were jumped to and returned from have been looked at to their ends. */
  private List<Stretch> backTo(String chain) {
    List<Stretch> ended = new ArrayList<>();
    while (!stack.isEmpty() && !stack.peek().chain().equals(chain)) {
      Position left = stack.pop();
      ended.add(new Stretch(left.chain(), left.number() + 1, END));
    }
    return ended;
  }

  /** The rule that matched leads to another chain. */
  void follow(Target target) {
    if (target instanceof JumpTarget jump) {
      if (jump.isGoto() && !stack.isEmpty()) {
        stack.pop();
      }
      stack.push(new Position(jump.chain(), 0));
    } else if (target.label().equals("RETURN") && !stack.isEmpty()) {
      stack.pop();
    }
  }
}

package passerelle.scenarios.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedList;
import java.util.List;

/**
 * The lines {@code from} to {@code fromEnd} of one text become the lines {@code to} to {@code
 * toEnd} of another (from 0, end excluded).
 */
public record Edit(int from, int fromEnd, int to, int toEnd) {
  /** Beyond so many changed lines texts are not looked at more closely. */
  private static final int MAX_CHANGES = 2000;

  /** The fewest edits that lead from one text to the other, in order, with equal lines between. */
  public static List<Edit> between(List<String> from, List<String> to) {
    int start = 0;
    int shorter = Math.min(from.size(), to.size());
    while (start < shorter && from.get(start).equals(to.get(start))) {
      start++;
    }
    int end = 0;
    while (end < shorter - start
        && from.get(from.size() - 1 - end).equals(to.get(to.size() - 1 - end))) {
      end++;
    }
    if (start == from.size() && start == to.size()) {
      return List.of();
    }
    List<String> taken = from.subList(start, from.size() - end);
    List<String> put = to.subList(start, to.size() - end);
    return taken.isEmpty() || put.isEmpty()
        ? List.of(new Edit(start, start + taken.size(), start, start + put.size()))
        : new Search(taken, put, start).edits();
  }

  /**
   * E. W. Myers, An O(ND) Difference Algorithm and Its Variations (1986), the greedy form: the
   * furthest points reached with d changes on each diagonal, kept for every d to walk back.
   */
  private static final class Search {
    private final List<String> from;
    private final List<String> to;
    private final int offset;
    private final List<int[]> reached = new ArrayList<>();

    Search(List<String> from, List<String> to, int offset) {
      this.from = from;
      this.to = to;
      this.offset = offset;
    }

    List<Edit> edits() {
      if (!search()) {
        return List.of(new Edit(offset, offset + from.size(), offset, offset + to.size()));
      }
      LinkedList<Edit> edits = new LinkedList<>();
      int x = from.size();
      int y = to.size();
      for (int d = reached.size() - 1; d > 0; d--) {
        int k = x - y;
        int before = cameDown(reached.get(d - 1), d, k) ? k + 1 : k - 1;
        int fromX = reached.get(d - 1)[before + d];
        int fromY = fromX - before;
        boolean down = before == k + 1;
        prepend(edits, fromX, fromX + (down ? 0 : 1), fromY, fromY + (down ? 1 : 0));
        x = fromX;
        y = fromY;
      }
      return edits;
    }

    /** Fills {@link #reached}; entry k + d + 1 of the d-th array is diagonal k. */
    private boolean search() {
      int[] last = {-1, 0, -1};
      for (int d = 0; d <= Math.min(MAX_CHANGES, from.size() + to.size()); d++) {
        int[] now = new int[2 * d + 3];
        Arrays.fill(now, -1);
        for (int k = -d; k <= d; k += 2) {
          int x = d == 0 ? 0 : cameDown(last, d, k) ? last[k + 1 + d] : last[k - 1 + d] + 1;
          while (x < from.size() && x - k < to.size() && from.get(x).equals(to.get(x - k))) {
            x++;
          }
          now[k + d + 1] = x;
          if (x >= from.size() && x - k >= to.size()) {
            reached.add(now);
            return true;
          }
        }
        reached.add(now);
        last = now;
      }
      return false;
    }

    /** Whether the best way to diagonal k adds a line (from k + 1) rather than removes one. */
    private static boolean cameDown(int[] last, int d, int k) {
      return k == -d || k != d && last[k - 1 + d] < last[k + 1 + d];
    }

    /** Puts an edit before the others, joined to the first if they touch. */
    private void prepend(LinkedList<Edit> edits, int x, int xEnd, int y, int yEnd) {
      Edit edit = new Edit(offset + x, offset + xEnd, offset + y, offset + yEnd);
      if (!edits.isEmpty()
          && edits.getFirst().from() == edit.fromEnd()
          && edits.getFirst().to() == edit.toEnd()) {
        Edit next = edits.removeFirst();
        edit = new Edit(edit.from(), next.fromEnd(), edit.to(), next.toEnd());
      }
      edits.addFirst(edit);
    }
  }
}

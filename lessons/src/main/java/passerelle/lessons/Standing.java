package passerelle.lessons;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/** Where a person is in a lesson, and how the exercises went. */
public final class Standing {
  private final List<Mark> marks;
  private int at;

  /** At the beginning of a lesson with so many exercises. */
  public Standing(int exercises) {
    marks = new ArrayList<>(Collections.nCopies(exercises, Mark.NONE));
  }

  /**
   * Somewhere in the middle.
   *
   * @param at the exercise one is at, from 0; as many as there are when all are done
   */
  public Standing(List<Mark> marks, int at) {
    this.marks = new ArrayList<>(marks);
    this.at = Math.min(at, marks.size());
  }

  /** The same in a lesson with so many exercises. */
  public Standing of(int exercises) {
    List<Mark> all = new ArrayList<>(marks);
    all.addAll(Collections.nCopies(Math.max(0, exercises - marks.size()), Mark.NONE));
    return new Standing(all.subList(0, exercises), at);
  }

  /** The exercise one is at, from 0. */
  public int at() {
    return at;
  }

  public List<Mark> marks() {
    return List.copyOf(marks);
  }

  /** How many there are. */
  public int exercises() {
    return marks.size();
  }

  /** How many are done. */
  public int done() {
    return count(Mark::done);
  }

  /** How many predictions were right, those of packets included. */
  public int right() {
    return count(mark -> mark.verdict() == Mark.Verdict.RIGHT)
        + count(mark -> mark.decision() == Mark.Verdict.RIGHT);
  }

  /** How many there are: one for each exercise, and one for each packet that was asked about. */
  public int predictions() {
    return marks.size() + count(mark -> mark.decision() != Mark.Verdict.OPEN);
  }

  /** How many solutions were shown. */
  public int shown() {
    return count(Mark::shown);
  }

  /** How many hints were given. */
  public int hints() {
    return marks.stream().mapToInt(Mark::hints).sum();
  }

  private int count(Predicate<Mark> what) {
    return (int) marks.stream().filter(what).count();
  }

  /**
   * One star for a lesson that is finished, one if no solution was shown, one if two predictions in
   * three were right.
   */
  public int stars() {
    return done() < marks.size()
        ? 0
        : 1 + (shown() == 0 ? 1 : 0) + (3 * right() >= 2 * predictions() ? 1 : 0);
  }

  Mark mark() {
    return marks.get(at);
  }

  void mark(Mark other) {
    marks.set(at, other);
  }

  void next() {
    at++;
  }
}

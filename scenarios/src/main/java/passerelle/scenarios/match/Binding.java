package passerelle.scenarios.match;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import passerelle.scenarios.canon.Value;

/**
 * Which actual value plays the part of which expected one: a one-to-one mapping that grows line by
 * line and can be taken back to an earlier state.
 */
final class Binding {
  private final Map<Value, Value> actualOf = new HashMap<>();
  private final Map<Value, Value> expectedOf = new HashMap<>();
  private final Deque<Value> boundExpected = new ArrayDeque<>();

  /** How much is bound; a state to {@link #backTo}. */
  int state() {
    return boundExpected.size();
  }

  void backTo(int state) {
    while (boundExpected.size() > state) {
      expectedOf.remove(actualOf.remove(boundExpected.pop()));
    }
  }

  /** Binds pair by pair; if one pair contradicts what is bound, binds nothing and says false. */
  boolean bind(List<Value> expected, List<Value> actual) {
    int before = state();
    for (int i = 0; i < expected.size(); i++) {
      if (!bind(expected.get(i), actual.get(i))) {
        backTo(before);
        return false;
      }
    }
    return true;
  }

  private boolean bind(Value expected, Value actual) {
    Value known = actualOf.get(expected);
    if (known != null) {
      return known.equals(actual);
    }
    if (expectedOf.containsKey(actual)) {
      return false;
    }
    actualOf.put(expected, actual);
    expectedOf.put(actual, expected);
    boundExpected.push(expected);
    return true;
  }

  /**
   * What the expected file would call an actual value: the expected value whose part it plays. One
   * that plays none keeps its own name, unless another value plays the part of that name there;
   * then it takes the other's name in exchange, and so on until a name is free. So different values
   * always have different names.
   */
  Value nameOf(Value actual) {
    Value name = expectedOf.get(actual);
    if (name != null) {
      return name;
    }
    name = actual;
    while (actualOf.containsKey(name)) {
      name = actualOf.get(name);
    }
    return name;
  }
}

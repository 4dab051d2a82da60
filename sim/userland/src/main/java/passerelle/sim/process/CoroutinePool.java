package passerelle.sim.process;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The coroutines of one scheduler: those that have finished take other bodies. */
final class CoroutinePool {
  private final ArrayDeque<Coroutine> idle = new ArrayDeque<>();
  private final List<Coroutine> all = new ArrayList<>();

  /** One that begins with the body when it is resumed. */
  Coroutine with(Runnable body) {
    Coroutine coroutine = idle.isEmpty() ? another() : idle.pop();
    coroutine.take(body);
    return coroutine;
  }

  private Coroutine another() {
    Coroutine coroutine = new Coroutine();
    all.add(coroutine);
    return coroutine;
  }

  /** One has finished. */
  void giveBack(Coroutine coroutine) {
    idle.push(coroutine);
  }

  /** Ends every thread. */
  void close() {
    all.forEach(Coroutine::close);
    all.clear();
    idle.clear();
  }
}

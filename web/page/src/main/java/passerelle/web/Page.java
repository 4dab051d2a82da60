package passerelle.web;

import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.Int8Array;

/** What the page does for the lab. */
final class Page {
  private static Print print = (terminal, text, tone) -> {};
  private static Hand hand = (name, content) -> {};
  private static Keep keep = (name, text) -> false;

  private Page() {}

  /** Shows a text in a terminal, in a tone. */
  @JSFunctor
  interface Print extends JSObject {
    void accept(int terminal, String text, String tone);
  }

  /** Takes a file that was written. */
  @JSFunctor
  interface Hand extends JSObject {
    void accept(String name, Int8Array content);
  }

  /** Keeps a text for the next time; false when it cannot. */
  @JSFunctor
  interface Keep extends JSObject {
    boolean accept(String name, String text);
  }

  static void attach(Print newPrint, Hand newHand, Keep newKeep) {
    print = newPrint;
    hand = newHand;
    keep = newKeep;
  }

  static void print(int terminal, String text, String tone) {
    print.accept(terminal, text, tone);
  }

  static void hand(String name, byte[] content) {
    Int8Array copy = new Int8Array(content.length);
    for (int i = 0; i < content.length; i++) {
      copy.set(i, content[i]);
    }
    hand.accept(name, copy);
  }

  static boolean keep(String name, String text) {
    return keep.accept(name, text);
  }
}

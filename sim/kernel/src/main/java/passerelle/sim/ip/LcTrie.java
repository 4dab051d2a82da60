package passerelle.sim.ip;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * The kernel's trie of routes with compressed paths and levels (net/ipv4/fib_trie.c), built by
 * insertion: nodes of {@code 2^bits} children, which grow and shrink with how full they are. It has
 * the shape that {@code /proc/net/fib_trie} shows; {@link Fib} looks routes up without it.
 */
public final class LcTrie {
  private static final int KEY_LENGTH = 32;
  private static final int MOST_WORK = 10;
  private static final int INFLATE = 50;
  private static final int INFLATE_ROOT = 30;
  private static final int HALVE = 25;
  private static final int HALVE_ROOT = 15;

  /** The root is the one child of a node that never grows ({@code struct trie}). */
  private final Node above = new Node(0, KEY_LENGTH, 0);

  /** A node ({@code struct key_vector}): a leaf has no bits and looks at none. */
  public static final class Node {
    private final int key;
    private final int position;
    private final int bits;
    private final Node[] children;
    private Node parent;

    private Node(int key, int position, int bits) {
      int below = position + bits;
      this.key = below >= KEY_LENGTH ? 0 : key >>> below << below;
      this.position = position;
      this.bits = bits;
      children = new Node[1 << bits];
    }

    private Node(int key) {
      this.key = key;
      position = 0;
      bits = 0;
      children = new Node[0];
    }

    /** Whether it holds routes and not other nodes. */
    public boolean isLeaf() {
      return children.length == 0;
    }

    /** The prefix that all below have in common, as 32 bits. */
    public int key() {
      return key;
    }

    /** How long that prefix is. */
    public int length() {
      return KEY_LENGTH - position - bits;
    }

    /** Of how many bits its children are chosen. */
    public int bits() {
      return bits;
    }

    /** Children that continue where this one ends, without a gap. */
    public int fullChildren() {
      int full = 0;
      for (Node child : children) {
        full += isFull(child) ? 1 : 0;
      }
      return full;
    }

    public int emptyChildren() {
      int empty = 0;
      for (Node child : children) {
        empty += child == null ? 1 : 0;
      }
      return empty;
    }

    /** Shows the children that are there. */
    public void forEachChild(Consumer<Node> action) {
      for (Node child : children) {
        if (child != null) {
          action.accept(child);
        }
      }
    }

    private boolean isFull(Node child) {
      return child != null && !child.isLeaf() && child.position + child.bits == position;
    }

    private int index(int other) {
      return position >= KEY_LENGTH ? 0 : (other ^ key) >>> position;
    }

    private void put(int index, Node child) {
      children[index] = child;
      if (child != null) {
        child.parent = this;
      }
    }
  }

  /** The topmost node; empty without routes. */
  public Optional<Node> root() {
    return Optional.ofNullable(above.children[0]);
  }

  /** Puts a key in, if it is not there ({@code fib_insert_node}). */
  public void insert(int key) {
    Node parent = above;
    Node next = above.children[0];
    while (next != null
        && !next.isLeaf()
        && Integer.compareUnsigned(next.index(key), 1 << next.bits) < 0) {
      parent = next;
      next = next.children[next.index(key)];
    }
    if (next != null && next.isLeaf() && next.key == key) {
      return;
    }
    Node leaf = new Node(key);
    if (next != null) {
      int differing = 31 - Integer.numberOfLeadingZeros(key ^ next.key);
      Node fork = new Node(key, differing, 1);
      fork.put(fork.index(key) ^ 1, next);
      parent.put(parent.index(key), fork);
      parent = fork;
    }
    parent.put(parent.index(key), leaf);
    while (parent != above) {
      parent = resize(parent);
    }
  }

  private Node resize(Node asked) {
    Node node = asked;
    Node parent = node.parent;
    int index = parent.index(node.key);
    int work = MOST_WORK;
    while (shouldInflate(node) && work > 0) {
      inflate(node);
      work--;
      node = parent.children[index];
    }
    if (work != MOST_WORK) {
      return parent;
    }
    while (shouldHalve(node) && work > 0) {
      halve(node);
      work--;
      node = parent.children[index];
    }
    if (node.children.length - node.emptyChildren() < 2) {
      Node[] only = new Node[1];
      node.forEachChild(child -> only[0] = child);
      parent.put(index, only[0]);
    }
    return parent;
  }

  private boolean shouldInflate(Node node) {
    int size = node.children.length;
    int used = size - node.emptyChildren() + node.fullChildren();
    int threshold = size * (node.parent == above ? INFLATE_ROOT : INFLATE);
    return used > 1 && node.position > 0 && 50 * used >= threshold;
  }

  private boolean shouldHalve(Node node) {
    int size = node.children.length;
    int used = size - node.emptyChildren();
    int threshold = size * (node.parent == above ? HALVE_ROOT : HALVE);
    return used > 1 && node.bits > 1 && 100 * used < threshold;
  }

  /** One bit more: children that are full are opened. */
  private void inflate(Node old) {
    Node node = new Node(old.key, old.position - 1, old.bits + 1);
    for (int i = 0; i < old.children.length; i++) {
      Node child = old.children[i];
      if (child == null) {
        continue;
      }
      if (!old.isFull(child)) {
        node.put(node.index(child.key), child);
      } else if (child.bits == 1) {
        node.put(2 * i, child.children[0]);
        node.put(2 * i + 1, child.children[1]);
      } else {
        int half = child.children.length / 2;
        Node low = new Node(child.key, child.position, child.bits - 1);
        Node high = new Node(child.key | 1 << node.position, child.position, child.bits - 1);
        for (int j = 0; j < half; j++) {
          low.put(j, child.children[j]);
          high.put(j, child.children[half + j]);
        }
        node.put(2 * i, low);
        node.put(2 * i + 1, high);
      }
    }
    replace(old, node);
  }

  /** One bit fewer: two children that are there get a node of their own. */
  private void halve(Node old) {
    Node node = new Node(old.key, old.position + 1, old.bits - 1);
    for (int i = 0; i < old.children.length; i += 2) {
      Node low = old.children[i];
      Node high = old.children[i + 1];
      if (low == null || high == null) {
        node.put(i / 2, low == null ? high : low);
      } else {
        Node pair = new Node(low.key, old.position, 1);
        pair.put(0, low);
        pair.put(1, high);
        node.put(i / 2, pair);
      }
    }
    replace(old, node);
  }

  private void replace(Node old, Node node) {
    old.parent.put(old.parent.index(old.key), node);
    for (int i = node.children.length - 1; i >= 0; i--) {
      if (node.isFull(node.children[i])) {
        resize(node.children[i]);
      }
    }
  }
}

package passerelle.web.jdk.java.util.concurrent;

import java.util.ArrayDeque;

/** {@code java.util.concurrent.ConcurrentLinkedQueue} where nothing runs at the same time. */
public class TConcurrentLinkedQueue<E> extends ArrayDeque<E> {}

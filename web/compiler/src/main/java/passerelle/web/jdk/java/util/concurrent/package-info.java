/**
 * Of {@code java.util.concurrent} what stands on TeaVM's green threads, of which one runs at a time
 * and gives its turn away only where it waits.
 */
package passerelle.web.jdk.java.util.concurrent;

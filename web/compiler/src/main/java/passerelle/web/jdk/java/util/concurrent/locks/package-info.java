/** Of {@code java.util.concurrent.locks} what stands on the monitors of green threads. */
package passerelle.web.jdk.java.util.concurrent.locks;

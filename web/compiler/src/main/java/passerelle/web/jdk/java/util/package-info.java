/** Of {@code java.util} what TeaVM lacks. */
package passerelle.web.jdk.java.util;

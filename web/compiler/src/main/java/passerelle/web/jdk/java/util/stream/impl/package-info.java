/** Of TeaVM's own {@code java.util.stream.impl} what does not do as the JDK does. */
package passerelle.web.jdk.java.util.stream.impl;

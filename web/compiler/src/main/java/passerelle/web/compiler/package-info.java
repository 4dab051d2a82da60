/**
 * What TeaVM is told while it compiles the page: which classes of the JDK are ours, what its own
 * lack, and which methods never wait. {@code passerelle.web.jdk} holds the classes, named as in the
 * JDK.
 */
package passerelle.web.compiler;

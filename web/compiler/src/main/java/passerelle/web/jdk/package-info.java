/**
 * Classes and methods of the JDK that TeaVM's class library lacks, for the page alone. The packages
 * below it are named as the JDK's, each class as its twin there with a T before it, as TeaVM looks
 * for them.
 */
package passerelle.web.jdk;

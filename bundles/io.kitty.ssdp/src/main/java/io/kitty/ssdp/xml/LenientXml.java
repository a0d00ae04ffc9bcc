// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp.xml;

/**
 * Parses the elements and texts of an XML document that need not be well-formed. A parser of the
 * JDK stops at the first error; here an ampersand or a less-than sign that starts no markup is
 * text, and attributes, none of which matter in descriptions, are skipped. A document type
 * declaration ends parsing: no declared entity is ever expanded, and no external one opened. The
 * time is linear in the size of the document.
 */
public final class LenientXml {

  /** Receives the events of the document, in order. */
  public interface Listener {

    /** Called when an element starts; the name has no prefix. */
    void begin(String name);

    /** Called with text in the innermost open element, with its references replaced. */
    void text(String text);

    /** Called when an element ends, which need not be the innermost one, or open at all. */
    void end(String name);

    /** Returns whether to stop parsing. */
    boolean done();
  }

  private final String document;
  private final Listener listener;
  private int at;

  private LenientXml(String document, Listener listener) {
    this.document = document;
    this.listener = listener;
  }

  /**
   * Parses a document, or as much of it as there is.
   *
   * @return false if it has a document type declaration, and is to be refused
   */
  public static boolean read(String document, Listener listener) {
    return new LenientXml(document, listener).read();
  }

  private boolean read() {
    while (at < document.length() && !listener.done()) {
      int tag = document.indexOf('<', at);
      text(tag < 0 ? document.length() : tag);
      if (tag < 0) {
        return true;
      }
      if (document.regionMatches(true, tag, "<!DOCTYPE", 0, 9)) {
        return false;
      }
      markup(tag);
    }
    return true;
  }

  private void markup(int tag) {
    if (document.startsWith("<![CDATA[", tag)) {
      int end = document.indexOf("]]>", tag);
      listener.text(document.substring(tag + 9, end < 0 ? document.length() : end));
      at = end < 0 ? document.length() : end + 3;
    } else if (document.startsWith("<!--", tag)) {
      skip(tag + 4, "-->");
    } else if (document.startsWith("<?", tag)) {
      skip(tag + 2, "?>");
    } else if (document.startsWith("<!", tag)) {
      skip(tag + 2, ">");
    } else {
      element(tag);
    }
  }

  private void element(int tag) {
    boolean closing = document.startsWith("</", tag);
    int nameStart = closing ? afterBlanks(tag + 2) : tag + 1;
    int nameEnd = nameEnd(nameStart);
    String name = document.substring(nameStart, nameEnd);
    if (name.isEmpty() || !Character.isLetter(name.charAt(0))) {
      listener.text("<");
      at = tag + 1;
      return;
    }
    at = tagEnd(nameEnd);
    String local = name.substring(name.indexOf(':') + 1);
    if (!closing) {
      listener.begin(local);
    }
    if (closing || document.startsWith("/>", at - 2)) {
      listener.end(local);
    }
  }

  private int afterBlanks(int from) {
    int end = from;
    while (end < document.length() && Character.isWhitespace(document.charAt(end))) {
      end++;
    }
    return end;
  }

  private int nameEnd(int from) {
    int end = from;
    while (end < document.length()
        && !Character.isWhitespace(document.charAt(end))
        && "/<>".indexOf(document.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  /**
   * Returns the end of a tag: after the next greater-than sign outside closed quotation marks, or
   * before the next tag.
   */
  private int tagEnd(int from) {
    int quoted = -1;
    char quote = 0;
    int i = from;
    for (; i < document.length() && document.charAt(i) != '<'; i++) {
      char next = document.charAt(i);
      if (next == '>' && quote == 0) {
        return i + 1;
      }
      if (next == '>' && quoted < 0) {
        quoted = i + 1;
      } else if (next == quote) {
        quote = 0;
        quoted = -1;
      } else if (quote == 0 && (next == '"' || next == '\'')) {
        quote = next;
      }
    }
    return quoted < 0 ? i : quoted;
  }

  private void text(int end) {
    if (end > at) {
      listener.text(XmlEntities.replace(document.substring(at, end)));
      at = end;
    }
  }

  private void skip(int from, String end) {
    int found = document.indexOf(end, from);
    at = found < 0 ? document.length() : found + end.length();
  }
}

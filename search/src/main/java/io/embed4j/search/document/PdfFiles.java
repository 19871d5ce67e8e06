package io.embed4j.search.document;

import io.embed4j.core.error.DataFormatException;
import java.io.IOException;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.text.PDFTextStripper;

/** The text of PDF files, page by page; pictures of text stay pictures. */
final class PdfFiles {
  private PdfFiles() {}

  static Document read(String name, byte[] bytes) {
    try (PDDocument pdf = Loader.loadPDF(bytes)) {
      PDFTextStripper stripper = new PDFTextStripper();
      stripper.setSortByPosition(true);
      stripper.setParagraphEnd("\n");
      stripper.setLineSeparator("\n");
      DocumentBuilder builder = new DocumentBuilder();
      for (int page = 1; page <= pdf.getNumberOfPages(); page++) {
        stripper.setStartPage(page);
        stripper.setEndPage(page);
        builder.page(page);
        builder.block(stripper.getText(pdf));
      }
      String title = pdf.getDocumentInformation().getTitle();
      return builder.build(Optional.ofNullable(title).orElse(""));
    } catch (InvalidPasswordException e) {
      throw fault(name, "expected a PDF that opens without a password", e);
    } catch (IOException e) {
      throw fault(name, "expected a sound PDF: " + e.getMessage(), e);
    }
  }

  private static DataFormatException fault(String name, String reason, IOException cause) {
    DataFormatException fault = new DataFormatException(name + ": " + reason);
    fault.initCause(cause);
    return fault;
  }
}

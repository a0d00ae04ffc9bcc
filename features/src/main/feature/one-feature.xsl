<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- Extracts one feature of feature.xml into a features file. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:f="http://karaf.apache.org/xmlns/features/v1.6.0">
  <xsl:param name="feature"/>

  <xsl:template match="/f:features">
    <xsl:copy>
      <xsl:attribute name="name"><xsl:value-of select="$feature"/></xsl:attribute>
      <xsl:copy-of select="f:feature[@name = $feature]"/>
    </xsl:copy>
  </xsl:template>
</xsl:stylesheet>

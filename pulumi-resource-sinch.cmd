@node "%~dp0pulumi-resource-sinch" %*

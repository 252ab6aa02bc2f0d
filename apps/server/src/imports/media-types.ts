/** The types of files that tables come as, and go back as. */
export const csvType = 'text/csv';
export const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Whether a content type is that of a table. */
export const isOfTable = (contentType: string | undefined): boolean =>
  [csvType, workbookType].includes(contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? '');

/** Whether a content type says of text that it is in another encoding than the one in which it is read. */
export const isOtherThanUtf8 = (contentType: string | undefined): boolean => {
  const [, charset] = /;\s*charset\s*=\s*"?([^\s";]*)/i.exec(contentType ?? '') ?? [];
  return charset !== undefined && !/^(utf-?8|us-ascii)$/i.test(charset);
};

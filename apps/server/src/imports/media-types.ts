/** The types of files that tables come as, and go back as. */
export const csvType = 'text/csv';
export const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Whether a content type is that of a table. */
export const isOfTable = (contentType: string | undefined): boolean =>
  [csvType, workbookType].includes(contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? '');

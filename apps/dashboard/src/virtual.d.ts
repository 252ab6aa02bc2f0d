declare module 'virtual:outlines' {
  const features: import('d3-geo').ExtendedFeature<import('geojson').Geometry, { name: string }>[];
  export default features;
}
